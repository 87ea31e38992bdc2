"""Opening an account, proving its addresses, and binding it to the person it belongs to."""
