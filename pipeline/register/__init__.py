"""What became of the cases: versions of outcomes, what is cleared, how good the list was, the lottery beside it."""
