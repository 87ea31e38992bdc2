"""The unit above says what a unit achieved; how predicates spread is a warning that its leader may justify."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM, Role
from ayo.common.errors import NotFound
from ayo.events.models import Outbox
from ayo.performance import actions
from ayo.performance.data.rating import Achievement, Rated, Rating
from ayo.performance.errors import PlanRefused, UnitChangedSince, UnitRefused
from ayo.performance.models import UnitRating, UnitRatingStep
from ayo.region.data import Rank
from ayo.registry import facade as registry
from ayo.registry.data import ActingKind
from ayo.registry.models import Organisation
from tests import cast as people
from tests.cast import Cast
from tests.portal import factories

SEPTEMBER = date(2026, 9, 1)


def achieved(cast: Cast, unit, who: str = "agus", **more) -> UnitRating:
    given = {
        "organisation_id": unit, "kind": Rated.PERIODIC, "since": SEPTEMBER, "achievement": Achievement.NEEDS_WORK,
        "reason": "Target triwulan belum tercapai.", "version": 0,
    }  # fmt: skip
    return actions.set_achievement(**(given | more), actor=cast.actor(who))


def justified(cast: Cast, unit, who: str = "sari", **more) -> UnitRating:
    given = {
        "organisation_id": unit, "kind": Rated.PERIODIC, "since": SEPTEMBER, "justification": "Hanya satu pegawai.",
        "version": 1,
    }  # fmt: skip
    return actions.justify_spread(**(given | more), actor=cast.actor(who))


def test_a_unit_led_together_with_the_one_above_answers_to_whoever_is_above_both(office: Cast, unit):
    """Agus, camat, stands in for the lurah too; only the leader of the city is above the two."""
    people.role(office.dewi, Role.LEADER)
    top = people.organisation("KOTA", "Kota", "KOTA", "")
    Organisation.objects.filter(pk=Organisation.objects.get(pk=unit).parent_id).update(parent=top)
    with pytest.raises(NotFound):
        achieved(office, unit, "dewi")
    head = registry.make_post(
        organisation_id=unit, rank=Rank.HEAD, title="Lurah Cikokol", valid_from=people.LONG_AGO, actor=SYSTEM
    )
    registry.appoint_acting(
        post_id=head.pk, employee_id=registry.employee_id_of(office.agus), kind=ActingKind.PLH,
        valid_from=clock.today(), valid_to=clock.today() + timedelta(days=3), basis="SP 1", actor=SYSTEM,
    )  # fmt: skip

    for nobody in ("agus", "sari", "budi"):
        with pytest.raises(NotFound):
            achieved(office, unit, nobody)
    page = factories.visitor(office, "dewi").get(reverse("performance:unit_spreads")).text
    assert "Kelurahan Cikokol" in page and "Kecamatan Tangerang" in page
    assert achieved(office, unit, "dewi").achievement == Achievement.NEEDS_WORK


def rated(cast: Cast) -> None:
    actions.rate(
        employee_id=registry.employee_id_of(cast.budi), kind=Rated.PERIODIC, since=SEPTEMBER, results=Rating.ABOVE,
        behaviour=Rating.ABOVE, note="Teladan.", version=0, actor=cast.actor("sari"),
    )  # fmt: skip


def test_the_unit_above_sets_it_once_and_every_version_is_kept(office: Cast, unit):
    achieved(office, unit)
    achieved(office, unit)
    justified(office, unit)
    justified(office, unit)
    row = achieved(office, unit, achievement=Achievement.GOOD, version=2)

    assert (row.version, row.achievement, row.justification) == (3, "GOOD", "Hanya satu pegawai.")
    kept = UnitRatingStep.objects.order_by("version").values_list("achievement", "justification", "by")
    assert list(kept) == [
        ("NEEDS_WORK", "", office.agus), ("NEEDS_WORK", "Hanya satu pegawai.", office.sari),
        ("GOOD", "Hanya satu pegawai.", office.agus),
    ]  # fmt: skip
    assert Inbox.objects.filter(act="performance.set_achievement").count() == 2
    assert Inbox.objects.filter(act="performance.justify_spread").count() == 1
    assert Outbox.objects.filter(type="ayo.performance.unit_rating.changed").count() == 3


@pytest.mark.parametrize("who", ["sari", "budi", "rini", "ratna"])
def test_nobody_sets_what_their_own_unit_or_that_of_others_achieved(office: Cast, unit, who):
    with pytest.raises(NotFound):
        achieved(office, unit, who)


def test_nor_does_the_leader_of_the_unit_above_set_that_of_their_own(office: Cast, unit):
    with pytest.raises(NotFound):
        achieved(office, registry.employment_of(office.agus).organisation_id)


def test_the_leader_of_the_city_sets_it_for_units_directly_below_the_city(office: Cast, unit):
    city = people.organisation("PEMKOT", "Pemerintah Kota", "PEMDA")
    above = registry.employment_of(office.agus).organisation_id
    Organisation.objects.filter(pk=above).update(parent=city)
    people.role(office.wati, Role.LEADER)

    assert achieved(office, above, "wati").version == 1
    with pytest.raises(NotFound):
        achieved(office, unit, "wati")


@pytest.mark.parametrize("who", ["agus", "budi"])
def test_only_who_leads_the_unit_justifies_and_only_what_was_set(office: Cast, unit, who):
    with pytest.raises(NotFound):
        justified(office, unit)
    achieved(office, unit)
    with pytest.raises(NotFound):
        justified(office, unit, who)


def test_another_tab_is_told(office: Cast, unit):
    achieved(office, unit)

    with pytest.raises(UnitChangedSince):
        achieved(office, unit, achievement=Achievement.POOR)
    with pytest.raises(UnitChangedSince):
        justified(office, unit, version=4)


@pytest.mark.parametrize(
    ("more", "fault", "code"),
    [
        ({"reason": " "}, UnitRefused, "no_reason"),
        ({"since": date(2026, 10, 1)}, PlanRefused, "not_over"),
        ({"since": date(2026, 9, 2)}, PlanRefused, "no_period"),
    ],
)
def test_only_with_a_reason_and_for_a_period_that_is_over(office: Cast, unit, more, fault, code):
    with pytest.raises(fault) as refused:
        achieved(office, unit, **more)

    assert refused.value.code == code


def test_the_database_itself_wants_a_reason(office: Cast, unit):
    achieved(office, unit)

    with pytest.raises(IntegrityError), transaction.atomic():
        UnitRating.objects.update(reason="")


def test_the_pages_warn_and_keep_the_justification_and_bar_nothing(office: Cast, unit):
    where = reverse("performance:unit_spread", args=[unit]) + "?periode=2026-09-01"
    rated(office)
    agus, sari = factories.visitor(office, "agus"), factories.visitor(office, "sari")

    assert "belum menetapkan capaian" in sari.get(where).content.decode()
    assert agus.post(where, {"version": 0, "achievement": "NEEDS_WORK", "reason": ""}).status_code == 422
    agus.post(where, {"version": 0, "achievement": "NEEDS_WORK", "reason": "Target belum tercapai."})
    text = sari.get(where).content.decode()
    # One employee, rated very good: neither 60 % need improvement nor are at most 10 % very good.
    assert "Paling sedikit 60% pegawai berpredikat Butuh perbaikan; sekarang 0 dari 1." in text
    assert "Paling banyak 10% pegawai berpredikat Sangat baik; sekarang 1 dari 1." in text
    rate = reverse("performance:rate", args=[registry.employee_id_of(office.budi)]) + "?periode=2026-09-01"
    assert "tersebar lain dari pola" in sari.get(rate).content.decode()
    stale = sari.post(where, {"version": 9, "justification": "Hanya satu pegawai."})
    assert (stale.status_code, "berubah sejak Anda membukanya" in stale.content.decode()) == (422, True)
    sari.post(where, {"version": 1, "justification": "Hanya satu pegawai."})

    assert UnitRating.objects.get().justification == "Hanya satu pegawai."
    assert "Hanya satu pegawai." in agus.get(where).content.decode()


def test_the_list_has_ones_own_and_those_below_in_both_languages(office: Cast, unit):
    achieved(office, unit, achievement=Achievement.OUTSTANDING)
    visitor, where = factories.visitor(office, "agus"), reverse("performance:unit_spreads") + "?periode=2026-09-01"

    text = visitor.get(where).content.decode()
    visitor.cookies["ayo_language"] = "en"
    english = visitor.get(where).content.decode()

    assert "Unit yang Anda pimpin" in text
    assert "Kelurahan Cikokol" in text
    assert "Istimewa" in text
    assert "Outstanding" in english
    assert "Units below" in english


@pytest.mark.parametrize(("who", "status"), [("budi", 404), ("ratna", 404), ("sari", 200), ("agus", 200)])
def test_the_unit_of_others_is_not_there(office: Cast, unit, who, status):
    assert factories.visitor(office, who).get(reverse("performance:unit_spread", args=[unit])).status_code == status


def test_an_employee_without_a_unit_is_told_and_a_resident_has_no_page(office: Cast):
    where = reverse("performance:unit_spreads")

    assert "Anda tidak memimpin unit" in factories.visitor(office, "budi").get(where).content.decode()
    assert factories.visitor(office, "ratna").get(where).status_code == 404
