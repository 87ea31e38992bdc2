from tests.services.conftest import catalogue, city

__all__ = ["catalogue", "city"]
