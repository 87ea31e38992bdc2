"""One file, one application: its storage, its words for things, its contract and its manners."""
