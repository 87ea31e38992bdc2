"""What performance says: a file per subject."""
