"""An employee acts for a resident who confirmed it: for one thing, for less than an hour, both on record."""
