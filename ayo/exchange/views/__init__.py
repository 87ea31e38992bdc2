"""Pages of connected applications: the board of all of them, one application, its contract, keys and deliveries."""
