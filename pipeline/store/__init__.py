"""The only place that opens files: reading inputs, project resources, the run directory, atomic writing."""
