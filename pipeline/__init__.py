"""Year-on-year analytics of asset and income declarations."""

__version__ = "0.1.0"
