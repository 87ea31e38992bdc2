"""Inviting employees: a link that opens an account for one employee record, once, to whoever knows its NIK."""
