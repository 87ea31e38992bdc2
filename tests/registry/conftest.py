"""Properties are looked for however slow the machine is; an import to work on, an application to call with."""

import pytest
from hypothesis import HealthCheck, settings

from ayo.registry.imports import table
from ayo.registry.models import Import
from tests.registry import callers, imported

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "CHUNK", 4)


@pytest.fixture
def row(db: None, small_chunks: None) -> Import:
    """An import of ten persons, checked, and taken four at a time."""
    return imported.checked(imported.uploaded(imported.people_file(10)))


@pytest.fixture
def app(cast: object) -> callers.Caller:
    """An application whose contract grants the usual fields of a person."""
    return callers.application({"person": callers.PERSON})
