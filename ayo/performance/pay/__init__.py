"""The allowance as pages, files and a job have it."""
