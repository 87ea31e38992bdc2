"""Leading posts and who stands in for their holders: rules, acts, questions, pages."""
