"""Judgements on master data: pure functions, no Django, no clock."""
