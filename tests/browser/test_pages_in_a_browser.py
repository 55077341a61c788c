"""Pages in a real browser: by keyboard, without requests or errors, quick with 20,000 rows, printed on A4."""

import dataclasses
import shutil
import time
from importlib import resources

import pytest
from playwright.sync_api import expect, sync_playwright

from pipeline.exports.dossier import dossier
from pipeline.exports.site import site
from tests import export_samples as samples
from tests.test_dossier import CASE
from tests.test_dossier import WHOLE as OF_THE_CASE
from tests.test_site import WHOLE

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: install the package `chromium`"),
]
MANY = 20_000
# A laptop takes a fifth of this; the limit is for a machine that is busy with other tests.
PATIENCE_SECONDS = 10
PAGES = (
    "index.html",
    "comparisons.html",
    "follow_up.html",
    "rules.html",
    "methods.html",
    "cases/dossiers/HS-0001.html",
)
AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The site of a run with 20,000 comparisons and a dossier, as files."""
    return pages_in(tmp_path_factory.mktemp("run"), "vi", MANY)


def pages_in(made, language, count):
    files = site(dataclasses.replace(WHOLE, scores=samples.scores(count)), language)
    files[f"cases/dossiers/{CASE['case_id']}.html"] = dossier(CASE, OF_THE_CASE, language)
    for name, content in files.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(content)
    return made


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def tab(browser):
    """A tab that notes every request and every error."""
    page = browser.new_page()
    page.requested, page.errors = [], []
    page.on("request", lambda request: page.requested.append(request.url))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    yield page
    page.close()


def opened(tab, folder, name):
    tab.goto((folder / name).as_uri())
    return tab


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_itself_only_and_raises_no_error(tab, folder, name):
    opened(tab, folder, name)
    assert tab.requested == [(folder / name).as_uri()]
    assert tab.errors == []


def test_the_list_is_sorted_by_keyboard(tab, folder):
    box = opened(tab, folder, "index.html").locator("section.list").first
    head = box.get_by_role("button", name="Chưa rõ nguồn, mức thấp")
    head.focus()
    tab.keyboard.press("Enter")
    expect(box.locator("th[aria-sort=ascending]")).to_have_count(1)
    expect(box.locator("tbody tr").first.locator("td").first).to_have_text("30")
    tab.keyboard.press("Enter")
    expect(box.locator("th[aria-sort=descending]")).to_have_count(1)
    expect(box.locator("tbody tr").first.locator("td").first).to_have_text("1")


def test_every_control_is_reached_with_the_tab_key(tab, folder):
    opened(tab, folder, "index.html")
    reached = []
    for _ in range(14):
        tab.keyboard.press("Tab")
        reached.append(tab.locator(":focus").first.evaluate("node => node.tagName"))
    assert reached[0] == "A"
    assert {"A", "INPUT", "BUTTON"} <= set(reached)


def test_the_filter_does_not_ask_for_diacritics(tab, folder):
    box = opened(tab, folder, "index.html").locator("section.list").first
    box.locator("input").fill("so nong nghiep")
    expect(box.locator("output")).to_have_text("1")
    expect(box.locator("tbody tr")).to_have_count(1)
    box.locator("input").fill("không có gì như thế")
    expect(box.locator("output")).to_have_text("0")


def test_a_case_leads_to_its_dossier(tab, folder):
    opened(tab, folder, "index.html").get_by_role("link", name="HS-0001").click()
    expect(tab.locator("h1")).to_have_text("Hồ sơ HS-0001")


def test_twenty_thousand_rows_do_not_freeze(tab, folder):
    started = time.perf_counter()
    box = opened(tab, folder, "comparisons.html").locator("section.list")
    expect(box.locator("output")).to_have_text(str(MANY))
    box.locator("input").fill("u03")
    expect(box.locator("output")).to_have_text("2222")
    box.locator("input").fill("")
    expect(box.locator("output")).to_have_text(str(MANY))
    box.get_by_role("button", name="Mã người kê khai").click()
    expect(box.locator("tbody tr").first).to_contain_text("P001")
    assert time.perf_counter() - started < PATIENCE_SECONDS
    expect(box.locator("tbody tr")).to_have_count(200)
    box.get_by_role("button", name="Hiện thêm").click()
    expect(box.locator("tbody tr")).to_have_count(1200)


def test_unknown_values_come_last_whichever_way_is_sorted(tab, folder):
    box = opened(tab, folder, "rules.html").locator("section.list")
    head = box.get_by_role("button", name="Tỷ lệ cảnh báo")
    for _ in range(2):
        head.click()
        expect(box.locator("tbody tr").last).to_contain_text("RE07")


@pytest.mark.parametrize("name", ["index.html", "cases/dossiers/HS-0001.html"])
def test_a_page_prints_on_a4(tab, folder, name):
    printed = opened(tab, folder, name).pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in printed


def test_a_page_is_read_by_its_landmarks_and_headings(tab, folder):
    opened(tab, folder, "index.html")
    for role in ("banner", "navigation", "main", "contentinfo"):
        expect(tab.get_by_role(role)).to_have_count(1)
    levels = tab.locator("h1, h2, h3").evaluate_all("nodes => nodes.map(node => +node.tagName[1])")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    assert tab.locator("input").evaluate_all("nodes => nodes.every(node => node.labels.length === 1)")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_axe_finds_nothing_wrong(browser, tmp_path, language):
    """Every rule of axe-core, of whatever gravity; its script is let past the policy of the page."""
    made = pages_in(tmp_path, language, 400)
    found = {}
    for name in PAGES:
        context = browser.new_context(bypass_csp=True)
        page = opened(context.new_page(), made, name)
        page.evaluate(AXE)
        violations = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        found |= {(name, one["id"]): one["nodes"][0]["html"] for one in violations}
        context.close()
    assert found == {}


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_no_page_is_wider_than_its_window(browser, folder, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    wide = {}
    for name in PAGES:
        page.goto((folder / name).as_uri())
        wide[name] = page.evaluate("document.documentElement.scrollWidth") - width
    page.close()
    assert {name: beyond for name, beyond in wide.items() if beyond > 0} == {}


def test_the_list_of_cases_is_seen_whole_on_a_small_screen(browser, folder):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((folder / "index.html").as_uri())
    tables = "[...document.querySelectorAll('.scroll')]"
    hidden = page.evaluate(f"{tables}.filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent)")
    page.close()
    assert hidden == []
