"""The official form of Decree 130/2020 as offices fill it, in Word or in Excel: canonical tables and quarantine."""

from pipeline.sources.form130.files import read_form_file, read_form_files
from pipeline.sources.form130.form import read_form
from pipeline.sources.form130.frames import FORMS, FormRead

__all__ = ["FORMS", "FormRead", "read_form", "read_form_file", "read_form_files"]
