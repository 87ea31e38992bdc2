"""Kebutuhan warga and Bantu warga in words: lists, cards, the menu."""
