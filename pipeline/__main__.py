"""The console command: one word a stage, the same words as the targets of make."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any

from pipeline.errors import BlockingError, InputError
from pipeline.stopping import hear

STAGES = {
    "run": "every stage on DATA into OUT",
    "ingest": "read the files of DATA into canonical tables",
    "validate": "check them: accepted rows, quarantine, validation report",
    "changes": "follow every official, item and dong from one declaration to the next",
    "score": "red flags and isolation forest",
    "cases": "the list of cases with their dossiers",
    "report": "pages of the run",
}

PROVINCE = {"declarants": 10_000, "years": 2, "seed": 1}


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 done, 2 arguments or input that cannot be used, 3 a blocking expectation failed."""
    given = parser().parse_args(arguments)
    _say_in_any_encoding()
    hear()
    try:
        return int(given.act(given) or 0)
    except (InputError, BlockingError) as error:
        said = error.said(_language(given)) if hasattr(error, "said") else str(error)
        print(" ".join(said.split()), file=sys.stderr)
        return error.exit_status
    except BrokenPipeError:
        # Whoever read what is printed has seen enough; leaving at once writes nothing more to the closed pipe.
        os._exit(0)
    except KeyboardInterrupt:
        print("stopped; the next run goes on from the last stage that was finished", file=sys.stderr, flush=True)
        # Threads of libraries may still be reading; waiting for them has ended in an abort.
        os._exit(130)


def _say_in_any_encoding() -> None:
    """A terminal that has not all Vietnamese letters shows others in their place; a run does not end for that."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace" if stream is sys.stderr else "replace")


def _language(given: argparse.Namespace) -> str:
    """The language asked for; Vietnamese where none or an unknown one was."""
    return "en" if getattr(given, "lang_ui", "") == "en" else "vi"


def parser() -> argparse.ArgumentParser:
    from pipeline.office_words import OFFICE, PERIOD
    from pipeline.options import DESCRIBED

    top = argparse.ArgumentParser(prog="declarations", description=__doc__)
    words = top.add_subparsers(dest="word", required=True, metavar="word")
    for word, about in STAGES.items():
        taken = DESCRIBED | (PERIOD if word == "report" else {})
        _add(words, word, about, taken).set_defaults(act=_stages)
    for word, (about, own) in OFFICE.items():
        _add(words, word, about, DESCRIBED | own).set_defaults(act=_office)
    _add(words, "quarantine", "the rows set aside as a workbook for their units", DESCRIBED).set_defaults(
        act=_quarantine
    )
    _add(words, "notebooks", "the notebooks executed on the run in OUT, as pages beside it", DESCRIBED).set_defaults(
        act=_notebooks
    )
    _add(
        words, "profile", "every stage once more in one process, and where its time goes: OUT/profile", DESCRIBED
    ).set_defaults(act=_profile)
    form = words.add_parser("form", help="the blank official form, .docx or .xlsx")
    form.add_argument("--out", required=True, help="file to write")
    form.set_defaults(act=_form)
    samples = words.add_parser("samples", help="make the synthetic sample pack")
    samples.add_argument("--out", default="data_samples/province", help="folder to write")
    samples.set_defaults(act=_samples)
    province = words.add_parser("province", help="make a synthetic province of any size, as Parquet")
    province.add_argument("--out", required=True, help="folder to write")
    for name, default in PROVINCE.items():
        province.add_argument(f"--{name}", type=int, default=default, help=f"{name} (default {default})")
    province.set_defaults(act=_province)
    _add(
        words, "readme", "figures and pictures of the sample's run in OUT into docs/ and the READMEs", DESCRIBED
    ).set_defaults(act=_readme)
    pages = words.add_parser("site", help="the documentation as a static site")
    pages.add_argument("--out", default="runs/handbook", help="folder to write")
    pages.set_defaults(act=_site)
    law = words.add_parser("law", help="the numbers of the law on a day, and what is due for a check")
    law.add_argument("--as-of", default="", help=DESCRIBED["as_of"])
    law.add_argument("--lang-ui", default="vi", help=DESCRIBED["lang_ui"])
    law.set_defaults(act=_law)
    cluster = words.add_parser("cluster", help="a Dask cluster on this computer, for trying ENGINE=dask SCHEDULER=...")
    cluster.add_argument("--workers", type=int, default=2, help="worker processes (default 2)")
    cluster.add_argument("--port", type=int, default=8786, help="port of the scheduler (default 8786; 0: any)")
    cluster.set_defaults(act=_cluster)
    documents = words.add_parser("docs", help="write the generated parts of docs/")
    documents.add_argument("--out", default="docs", help="folder to write")
    documents.set_defaults(act=_documents)
    return top


def _add(words: Any, word: str, about: str, taken: dict[str, str]) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = words.add_parser(word, help=about, description=about)
    for name, described in taken.items():
        command.add_argument(f"--{name.replace('_', '-')}", default="", help=described, metavar=name.upper())
    return command


def _office(given: argparse.Namespace) -> None:
    from pipeline.office import act

    act(given)


def _stages(given: argparse.Namespace) -> None:
    if given.word == "report" and given.period:
        return _office(given)
    from pipeline.asked import asked

    chosen = asked(given)
    from pipeline import run

    if given.word == "run":
        return run.whole_run(chosen)
    return run.one_stage(chosen, given.word)


def _quarantine(given: argparse.Namespace) -> None:
    from pipeline.asked import asked

    chosen = asked(given)
    from pipeline import run

    print(run.with_run(chosen, run.write_quarantine))


def _notebooks(given: argparse.Namespace) -> None:
    from pipeline.options import DESCRIBED, options

    chosen = options({name: getattr(given, name) for name in DESCRIBED})
    from pipeline.notebook.executing import write_notebooks
    from pipeline.texts import catalogue

    made = write_notebooks(chosen)
    print(catalogue(chosen.lang_ui)("notebook.done", count=len(made), folder=chosen.out / "notebooks"))


def _profile(given: argparse.Namespace) -> None:
    from pipeline.asked import asked

    chosen = asked(given)
    from pipeline import run

    run.profiled_run(chosen)


def _form(given: argparse.Namespace) -> None:
    from pathlib import Path

    from pipeline.stages.forms import write_blank_form

    print(write_blank_form(Path(given.out)))


def _samples(given: argparse.Namespace) -> None:
    from pathlib import Path

    from pipeline.stages.samples import samples

    samples(Path(given.out))


def _province(given: argparse.Namespace) -> None:
    from pathlib import Path

    from pipeline.stages.province import write_province

    rows = write_province(Path(given.out), given.declarants, given.years, given.seed)
    print(f"{given.out}: {given.declarants} x {given.years} ({rows} assets)")


def _readme(given: argparse.Namespace) -> None:
    from pipeline.options import DESCRIBED, options

    chosen = options({name: getattr(given, name) for name in DESCRIBED})
    from pipeline import run
    from pipeline.stages.readme import write_readme

    run.with_run(chosen, write_readme)


def _site(given: argparse.Namespace) -> None:
    from pathlib import Path

    from pipeline.stages.handbook import write_handbook

    print(write_handbook(Path(given.out)))


def _law(given: argparse.Namespace) -> None:
    from pipeline.options import options
    from pipeline.stages.documents import law

    chosen = options({"as_of": given.as_of, "lang_ui": given.lang_ui})
    print(law(chosen.as_of, chosen.lang_ui))


def _cluster(given: argparse.Namespace) -> None:
    from pipeline.engine import serve

    serve(given.workers, given.port)


def _documents(given: argparse.Namespace) -> None:
    from pathlib import Path

    from pipeline.stages.documents import write_documents

    write_documents(Path(given.out))


if __name__ == "__main__":
    sys.exit(main())
