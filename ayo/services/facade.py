"""The door of services."""

from ayo.services.actions import settle_catalogue
from ayo.services.offers import cards, found_services, lives, menu

__all__ = ["cards", "found_services", "lives", "menu", "settle_catalogue"]
