"""Random households and those of the synthetic province: tables to form to tables gives the same content back, in both formats."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.exports.form130 import FORMATS, blank_form, filled_form
from pipeline.simulate import SAMPLE, province
from pipeline.sources.form130 import read_form_file, read_form_files
from pipeline.stages.forms import forms_of, write_blank_form
from pipeline.texts import catalogue
from tests.form_households import DECLARED, as_one, comparable, household, numbered


def read_back(folder, content, form, parameters):
    path = folder / f"form.{form}"
    path.write_bytes(content)
    reads = list(read_form_file(path, path.name, parameters, catalogue("vi")))
    assert pd.concat([read.quarantine for read in reads]).to_dict("records") == []
    return {read.table: read.accepted for read in reads}


@pytest.mark.parametrize("form", FORMATS)
def test_a_form_filled_from_a_form_is_that_form(form, tmp_path, parameters):
    """Form to tables to form: the bytes are the same, once certificates and plates are in their one spelling."""
    world = province(replace(SAMPLE, declarants=24, years=2))
    for name, content in forms_of(world, 4, seed=3).items():
        if name.endswith(form):
            second = filled_form(read_back(tmp_path, content, form, parameters), form)
            assert filled_form(read_back(tmp_path, second, form, parameters), form) == second


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(household(), min_size=1, max_size=12))
@pytest.mark.parametrize("form", FORMATS)
def test_random_households_come_back(form, tmp_path_factory, parameters, households):
    """The whole content: columns that no office fills, and sentences full of the words of the form itself.

    `benchmarks/forms.py --round-trip` does the same with ten thousand.
    """
    given_tables, forms = as_one(numbered(households)), numbered(households)
    folder = tmp_path_factory.getbasetemp()
    paths = [(folder / f"{number}.{form}", f"{number}.{form}") for number in range(len(forms))]
    for (path, _), tables in zip(paths, forms, strict=True):
        path.write_bytes(filled_form(tables, form))
    reads = list(read_form_files(paths, parameters, catalogue("vi")))
    assert [reason for read in reads for reason in read.quarantine["reason"]] == []
    found = {read.table: read.accepted for read in reads}
    assert comparable(given_tables | found, parameters) == comparable(given_tables, parameters)


@pytest.mark.parametrize("form", FORMATS)
def test_simulated_households_come_back(form, tmp_path, parameters):
    world = province(replace(SAMPLE, declarants=24, years=2))
    forms = forms_of(world, 16, seed=1)
    paths = [(tmp_path / name.replace("/", "_"), name) for name in forms if name.endswith(form)]
    for path, name in paths:
        path.write_bytes(forms[name])
    reads = list(read_form_files(paths, parameters, catalogue("vi")))
    ids = {path.stem.partition("_")[2] for path, _ in paths}
    given_tables = {name: world.tables[name][world.tables[name].declaration_id.isin(ids)] for name in DECLARED}
    given_tables["declarations"] = given_tables["declarations"].drop_duplicates("declaration_id")
    found = {read.table: read.accepted for read in reads}
    assert comparable(given_tables | found, parameters) == comparable(given_tables, parameters)


@pytest.mark.parametrize("form", FORMATS)
def test_the_blank_form_is_a_form_that_declares_nothing(form, tmp_path, parameters):
    path = tmp_path / f"blank.{form}"
    write_blank_form(path)
    reads = list(read_form_file(path, path.name, parameters, catalogue("vi")))
    assert [(read.table, read.rows_read) for read in reads] == [("forms", 1)]
    assert "họ và tên" in reads[0].quarantine["reason"].item()


def test_the_same_form_is_the_same_bytes():
    assert [blank_form(form) for form in FORMATS] == [blank_form(form) for form in FORMATS]
