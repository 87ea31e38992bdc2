"""Forms of the services module: made of a definition's fields, or of the nine questions of the survey."""
