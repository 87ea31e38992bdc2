"""How pages look to the owner of an account: language, theme, size of text."""
