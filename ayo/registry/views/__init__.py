"""Pages of the registry: proposals, organisations, doubles, imports."""
