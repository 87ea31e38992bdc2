"""The door of services."""

from ayo.services.actions import settle_catalogue

__all__ = ["settle_catalogue"]
