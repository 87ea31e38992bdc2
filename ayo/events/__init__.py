"""The log: what happened, once, in commit order, for subscribers inside and outside the house."""
