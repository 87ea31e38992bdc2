"""Signing in to existing applications: OpenID Connect, by django-allauth's provider behind rules of our own."""
