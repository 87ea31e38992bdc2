"""Twenty simulated existing city applications, outside the product: nothing here imports `ayo`."""
