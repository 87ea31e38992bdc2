"""Services over the API."""

from ayo.services.api.catalogue import router

__all__ = ["router"]
