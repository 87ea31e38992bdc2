"""What a person holds goes along when their two records are merged, and comes back exactly when they are not."""

from datetime import timedelta

import pytest

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM, Role
from ayo.events.models import Outbox
from ayo.identity import facade as identity
from ayo.identity import subscribers
from ayo.identity.delegating import actions as delegating
from ayo.identity.delegating import queries as mandates
from ayo.identity.models import Account, Delegation, Moved, RoleGrant
from ayo.registry import facade as registry
from ayo.registry import models
from ayo.registry.actions import merging
from ayo.registry.data import Kind
from ayo.registry.errors import CannotMerge
from ayo.registry.events import PersonMerged, PersonUnmerged
from tests import cast as people

pytestmark = pytest.mark.django_db


def tell_all() -> None:
    """Hand on what the registry has said, as the relay does, the last two of it twice."""
    kinds = {"ayo.registry.person.merged": (PersonMerged, subscribers.follow_merge),
             "ayo.registry.person.unmerged": (PersonUnmerged, subscribers.follow_unmerge)}  # fmt: skip
    for row in Outbox.objects.filter(type__in=kinds).order_by("id"):
        event, handler = kinds[row.type]
        for _twice in range(2):
            handler(event(record_id=row.data["record_id"], survivor_id=row.data["survivor_id"]))
    Outbox.objects.all().delete()


def merge(loser, survivor):
    made = merging.merge_persons(loser_id=loser, survivor_id=survivor, reason="x", score=None, actor=SYSTEM)
    tell_all()
    return made


def unmerge(made):
    merging.unmerge_persons(merge_id=made.pk, actor=SYSTEM, reason="keliru")
    tell_all()


@pytest.fixture
def double(db):
    return another_record()


def another_record():
    values = {"name": "Djoko Soesilo", "sex": "MALE", "birth_on": "1985-07-10", "domicile": people.address()}
    return registry.register_record(
        Kind.PERSON, values, valid_from=people.LONG_AGO, actor=SYSTEM, not_duplicates_of=(), note="x"
    ).record.id


def let(principal, delegate):
    today = clock.today()
    return Delegation.objects.create(
        principal_id=principal, delegate_id=delegate, scopes=["SEE"], valid_from=today,
        valid_to=today + timedelta(days=9), accepted_at=clock.now(),
    )  # fmt: skip


def everything():
    return (
        sorted(RoleGrant.objects.values_list("pk", "person_id")),
        sorted(Delegation.objects.values_list("pk", "principal_id", "delegate_id")),
        sorted(models.Guardianship.objects.values_list("pk", "ward_id", "guardian_id")),
        sorted(models.Employee.objects.values_list("pk", "person_id")),
        sorted(Account.objects.values_list("pk", "person_id")),
    )


def test_roles_posts_delegations_and_wards_go_to_the_survivor_and_back(cast, double):
    unit = models.Organisation.objects.get(code="KEL-CIKOKOL").pk
    people.role(double, Role.PPID, organisation_id=unit)
    people.employee(double, "198507102010011003", unit, "Lurah")
    models.Post.objects.create(organisation_id=unit, rank="HEAD", title="Lurah", valid_from=people.LONG_AGO)
    let(cast.ratna, double)
    let(double, cast.sari)
    ward = people.person("Wulan Sari", "3671014505180052")
    registry.record_guardian(
        ward_id=ward, guardian_id=double, decision="1/Pdt.P/2026", valid_from=clock.today(), valid_to=None,
        actor=SYSTEM,
    )  # fmt: skip
    account = identity.open_account(login="d@c.id", person_id=double, password="", is_demo=False, actor=SYSTEM)
    before = everything()

    made = merge(double, cast.joko)

    found = identity.actor_of(cast.joko)
    assert found.has(Role.PPID) and found.has(Role.LURAH)
    assert {one.principal_id for one in mandates.mandates_of(cast.joko)} == {cast.ratna, ward}
    assert [one.principal_id for one in mandates.mandates_of(cast.sari)] == [cast.joko]
    assert identity.actor_of(double).grants == identity.actor_of(cast.budi).grants[:1]
    account.refresh_from_db()
    assert account.person_id == cast.joko
    assert Inbox.objects.get(act="identity.follow_merge").subject_id == str(cast.joko)
    unmerge(made)
    assert everything() == before


def test_what_the_survivor_had_or_was_given_since_stays_the_survivors(cast, double):
    own = identity.open_account(login="j@c.id", person_id=cast.joko, password="", is_demo=False, actor=SYSTEM)
    second = identity.open_account(login="d@c.id", person_id=double, password="", is_demo=False, actor=SYSTEM)
    made = merge(double, cast.joko)
    people.role(cast.joko, Role.DATA_STEWARD)

    unmerge(made)

    assert identity.actor_of(cast.joko).has(Role.DATA_STEWARD)
    for account, person in ((own, cast.joko), (second, double)):
        account.refresh_from_db()
        assert account.person_id == person


def test_nobody_becomes_their_own_delegate_or_guardian(cast, double):
    let(double, cast.joko)
    registry.record_guardian(
        ward_id=double, guardian_id=cast.joko, decision="1/Pdt.P/2026", valid_from=clock.today(), valid_to=None,
        actor=SYSTEM,
    )  # fmt: skip

    merge(double, cast.joko)

    assert mandates.mandates_of(cast.joko) == []
    assert Delegation.objects.get().principal_id == double


def test_a_chain_of_merges_comes_apart_from_its_end(cast, double):
    middle = people.person("Made Wirawan", "3671051204850099")
    people.role(double, Role.PPID)
    before = everything()
    models.Person.objects.filter(pk=middle).update(nik=None)
    first, second = merge(double, middle), merge(middle, cast.joko)
    assert identity.actor_of(cast.joko).has(Role.PPID)

    with pytest.raises(CannotMerge):
        unmerge(first)

    unmerge(second)
    assert identity.actor_of(middle).has(Role.PPID)
    unmerge(first)
    assert everything() == before
    assert not Moved.objects.filter(undone_at__isnull=True).exists()


def test_delegating_goes_on_after_a_merge(cast, double):
    row = let(cast.ratna, double)
    merge(double, cast.joko)

    delegating.end(delegation_id=row.pk, actor=identity.actor_of(cast.joko))

    assert mandates.mandates_of(cast.joko) == []
