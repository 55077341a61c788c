"""What notebooks call: a run directory opened for reading, its tables as pages show them, and its pictures."""

from pipeline.exports import figures
from pipeline.notebook import case, followed, judged, limits, received, training
from pipeline.notebook.book import Book, open_run

__all__ = ["Book", "case", "figures", "followed", "judged", "limits", "open_run", "received", "training"]
