"""The page that shows what the twenty hold of one person, side by side."""
