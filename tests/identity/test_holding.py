"""The evaluator says what a naive reading of the rows says, for a session and for a person, in one statement."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ayo.common import clock
from ayo.common.actor import SYSTEM, ComeBy, Grant, Role
from ayo.identity import facade as identity
from ayo.identity import holding, queries
from ayo.identity.models import RoleGrant
from ayo.region.data import PostRole, Rank, Reach
from ayo.registry import models
from tests import cast as people

TODAY = date(2026, 11, 24)
UNIT = UUID(int=7)
BRINGS = (
    PostRole(("KELURAHAN",), Rank.HEAD, Role.LURAH, Reach.AREA, "x", TODAY, None),
    PostRole(("DINAS", "KELURAHAN"), Rank.HEAD, Role.OPD_HEAD, Reach.UNIT, "x", TODAY, None),
    PostRole(("DINAS",), Rank.DEPUTY, Role.PERSONNEL_OFFICER, Reach.UNIT, "x", TODAY, None),
)
given_roles = st.builds(
    holding.Held, st.just("GRANT"), st.sampled_from([role.value for role in Role]), st.sampled_from([None, UNIT]),
    st.sampled_from(["", "1.2.3", "1.2.3.4/001"]), st.sampled_from([None, TODAY]), st.just(""), st.just("U"),
    st.just("DINAS"), st.just(""), st.none(),
)  # fmt: skip
posts = st.builds(
    holding.Held, st.sampled_from(["POST", "PLT", "PLH"]), st.sampled_from(["HEAD", "DEPUTY"]), st.just(UNIT),
    st.just(""), st.sampled_from([None, TODAY + timedelta(days=3)]), st.just("Kepala"), st.just("U"),
    st.sampled_from(["DINAS", "KELURAHAN", "UPT"]), st.sampled_from(["", "1.2.3.4"]),
    st.sampled_from([None, TODAY, TODAY + timedelta(days=1)]),
)  # fmt: skip


def naive(held: list[holding.Held]) -> set[Grant]:
    """Every rule tried on every row, written without looking at the code."""
    found = {Grant(Role.RESIDENT)}
    for one in held:
        if one.come_by == "GRANT":
            found.add(Grant(Role(one.code), one.organisation_id, one.area, ComeBy.GRANT, one.until))
            continue
        if one.unit_until is not None and one.unit_until <= TODAY:
            continue
        how = ComeBy(one.come_by)
        if one.unit_kind == "KELURAHAN" and one.code == "HEAD" and one.unit_area != "":
            found.add(Grant(Role.LURAH, UNIT, one.unit_area, how, one.until, one.title))
        if one.unit_kind in {"DINAS", "KELURAHAN"} and one.code == "HEAD":
            found.add(Grant(Role.OPD_HEAD, UNIT, "", how, one.until, one.title))
        if one.unit_kind == "DINAS" and one.code == "DEPUTY":
            found.add(Grant(Role.PERSONNEL_OFFICER, UNIT, "", how, one.until, one.title))
    return found


@given(st.lists(st.one_of(given_roles, posts), max_size=8))
def test_grants_are_what_a_naive_reading_says(held):
    assert set(holding.grants_of(held, BRINGS, day=TODAY)) == naive(held)


@given(st.lists(st.one_of(given_roles, posts), max_size=8))
def test_no_post_ever_reaches_the_whole_city_by_an_empty_area(held):
    by_post = [one for one in holding.grants_of(held, BRINGS, day=TODAY) if one.come_by is not ComeBy.GRANT]

    assert all(one.area for one in by_post if one.role is Role.LURAH)


DAYS = st.integers(-3, 3)
SPANS = st.tuples(DAYS, DAYS).filter(lambda span: span[0] < span[1])


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    roles=st.lists(st.tuples(SPANS, st.booleans()), max_size=3), acting=SPANS, kind=st.sampled_from(["PLT", "PLH"]),
    cancelled=st.booleans(), held=st.booleans(), serves=st.booleans(),
)  # fmt: skip
def test_the_statement_finds_the_rows_that_hold_today(cast, roles, acting, kind, cancelled, held, serves):
    today = clock.today()
    unit = models.Organisation.objects.get(code="KEL-CIKOKOL")
    post, _new = models.Post.objects.get_or_create(
        organisation=unit, rank="HEAD", defaults={"title": "Lurah", "valid_from": people.LONG_AGO}
    )
    RoleGrant.objects.filter(person_id=cast.joko).delete()
    models.Acting.objects.all().delete()
    models.Employee.objects.filter(post="Lurah").delete()
    mine, _new = models.Employee.objects.get_or_create(
        person_id=cast.joko, defaults={"nip": "198507102010011003", "status": "PNS", "post": "Staf",
                                       "organisation": unit, "started_on": people.LONG_AGO},
    )  # fmt: skip
    models.Employee.objects.filter(pk=mine.pk).update(ended_on=None if serves else today - timedelta(days=1))
    if held:
        models.Employee.objects.create(
            person_id=cast.sari, nip="197505052000012001", status="PNS", post="Lurah", organisation=unit,
            started_on=people.LONG_AGO,
        )  # fmt: skip
    for (first, last), is_open in roles:
        RoleGrant.objects.create(
            person_id=cast.joko, role=Role.PPID, valid_from=today + timedelta(days=first),
            valid_to=None if is_open else today + timedelta(days=last),
        )  # fmt: skip
    models.Acting.objects.create(
        post=post, employee=mine, kind=kind, valid_from=today + timedelta(days=acting[0]),
        valid_to=today + timedelta(days=acting[1]), basis="x", recorded_by=cast.rini,
        cancelled_at=clock.now() if cancelled else None,
    )  # fmt: skip

    found = identity.actor_of(cast.joko)

    holds = sum(first <= 0 and (is_open or last > 0) for (first, last), is_open in roles)
    assert sum(one.role is Role.PPID for one in found.grants) == holds
    stands_in = serves and not cancelled and acting[0] <= 0 < acting[1] and not (kind == "PLT" and held)
    assert found.has(Role.LURAH) == stands_in


@pytest.mark.django_db
def test_a_session_brings_what_a_person_holds_in_one_statement(cast):
    unit = models.Organisation.objects.get(code="KEL-CIKOKOL")
    models.Post.objects.create(organisation=unit, rank="HEAD", title="Pelaksana", valid_from=people.LONG_AGO)
    account = identity.open_account(login="b@c.id", person_id=cast.budi, password="", is_demo=False, actor=SYSTEM)
    browser = Client()
    browser.force_login(account, backend="ayo.identity.backends.LoginBackend")

    with CaptureQueriesContext(connection) as statements:
        brought = browser.session
        brought.load()

    rows = holding.of_rows(row[6:] for row in brought.whose)
    assert len([one for one in statements if "identity_session" in one["sql"]]) == 1
    assert queries.person_as_actor(cast.budi, "Budi Santoso", rows) == identity.actor_of(cast.budi)
    assert identity.actor_of(cast.budi).has(Role.LURAH)
