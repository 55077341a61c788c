"""Packs that are changed at random, run through the whole pipeline and watched.

`packs` makes small packs and writes them as the files that a province could send, `changing` changes tables and
`breaking` files, `watching` runs the command where nothing but OUT may be written and no network is reached, and
`judging` says what was wrong with a run. `python -m tests.fuzzing --packs 2000` (`make fuzz`) is the long run; the test
suite runs a small part of the same, and `tests/test_fuzzed_before.py` is what once failed.
"""
