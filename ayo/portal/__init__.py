"""Home, navigation and what does not belong to one module: it asks the others and knows no tables."""
