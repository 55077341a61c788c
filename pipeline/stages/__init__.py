"""The stages: each reads what the one before left in the run directory, calls pure functions, writes its tables."""
