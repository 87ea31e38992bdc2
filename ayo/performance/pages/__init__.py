"""What pages of performance are put together from."""
