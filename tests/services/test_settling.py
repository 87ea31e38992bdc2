"""What of a standing version may change when the region's pack is read again, and what stops the house."""

from dataclasses import replace
from typing import Any

import pytest

from ayo.common.actor import SYSTEM
from ayo.services import actions, versions
from ayo.services.catalogue import loading
from ayo.services.errors import CatalogueRewritten
from ayo.services.models import ServiceVersion
from tests.cast import Cast
from tests.services import factories

CODE = factories.SERVICE


@pytest.fixture
def pack_says(monkeypatch: pytest.MonkeyPatch):
    """Let the pack's file of one service say something else from now on."""

    def say(**changes: Any) -> None:
        changed = [
            (replace(made, days=changes.get("days", made.days)), {**values, **changes}) if made.code == CODE
            else (made, values)
            for made, values in loading.shipped()
        ]  # fmt: skip
        monkeypatch.setattr(loading, "shipped", lambda: tuple(changed))

    return say


def test_a_version_that_a_case_rests_on_is_never_rewritten_and_the_refusal_says_what_to_do(city: Cast, pack_says):
    factories.handed_in(city.actor("ratna"))
    pack_says(days=9)

    with pytest.raises(CatalogueRewritten) as refused:
        actions.settle_catalogue(actor=SYSTEM)

    assert list(refused.value.fields) == [f"{CODE} 1"] and "next number" in refused.value.message
    assert ServiceVersion.objects.get(service__code=CODE).definition["days"] != 9


def test_a_version_nobody_rests_on_is_replaced(city: Cast, pack_says):
    version = ServiceVersion.objects.get(service__code=CODE)
    assert versions.definition_of(version.pk).days != 9
    pack_says(days=9)

    actions.settle_catalogue(actor=SYSTEM)

    assert versions.definition_of(version.pk).days == 9


def test_how_it_is_found_and_that_rates_stand_in_may_be_said_at_any_time(city: Cast, pack_says):
    case = factories.handed_in(city.actor("ratna"))
    pack_says(keywords=["surat tinggal"], sample_rates=True)

    actions.settle_catalogue(actor=SYSTEM)

    made = versions.definition_of(case.service_version_id)
    assert made.has_sample_rates and made.keywords == ("surat tinggal",)
