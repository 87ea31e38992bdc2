"""A pretended national signing service (TTE) with an authority of its own, and its time stamps."""
