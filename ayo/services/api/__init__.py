"""Services over the API."""

from ayo.services.api.cases import router as cases_router
from ayo.services.api.catalogue import router

__all__ = ["cases_router", "router"]
