"""The door of services."""

from ayo.services.actions import settle_catalogue
from ayo.services.workbench.offers import cards, menu

__all__ = ["cards", "menu", "settle_catalogue"]
