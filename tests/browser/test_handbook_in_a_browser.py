"""The documentation opened from a folder in a real browser: its search finds, and nothing is asked of a network."""

import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from pipeline.__main__ import main

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: install the package `chromium`"),
]


@pytest.fixture(scope="module")
def tab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handbook")
    assert main(["site", "--out", str(folder)]) == 0
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=flags)
        page = browser.new_page()
        page.requested, page.errors = [], []
        page.on("request", lambda request: page.requested.append(request.url))
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto((folder / "index.html").as_uri())
        yield page
        browser.close()


def test_words_without_diacritics_find_the_page_and_lead_to_it(tab):
    tab.fill("#search", "tu tep excel")
    first = tab.locator("#found a").first
    expect(first).to_contain_text("Excel")
    first.click()
    expect(tab.locator("h1")).to_contain_text("30 phút")


def test_a_word_that_is_nowhere_is_said_so(tab):
    tab.fill("#search", "xyzzyq")
    expect(tab.locator("#found")).to_contain_text("nothing found")


def test_nothing_is_asked_of_a_network_and_nothing_fails(tab):
    assert [address for address in tab.requested if not address.startswith("file:")] == []
    assert tab.errors == []
