"""Giving people roles and ending them: who may, what must hold, the pages."""
