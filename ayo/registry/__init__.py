"""The master data: persons, families, employees and organisations, each field with one authoritative source."""
