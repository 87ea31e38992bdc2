"""Pages of the performance module: a file per subject."""
