class OutsideTransaction(RuntimeError):
    """An event was announced with no transaction around it, so it could outlive or miss its change."""
