"""Papers the house makes: a Typst template and facts in, an accessible PDF out."""
