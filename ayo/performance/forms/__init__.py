"""What people send to performance: a file per subject."""
