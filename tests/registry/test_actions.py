"""The write path of the registry: authority, history, audit and event belong together."""

from datetime import date, timedelta

import pytest

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.common.errors import NotFound, Stale
from ayo.events.models import Outbox
from ayo.registry import actions, models, queries
from ayo.registry.data import Kind
from ayo.registry.errors import AlreadyDecided, AlreadyRegistered, BadValues, NotYours, PossibleDuplicate
from tests import cast as people
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def change(cast: Cast, who: str, values: dict, *, whom: str = "ratna", version: int | None = None, day=None):
    return actions.change_record(
        Kind.PERSON,
        getattr(cast, whom),
        values,
        valid_from=day or clock.today(),
        actor=cast.actor(who),
        expected_version=version,
        note="",
    )


def test_a_resident_changes_her_own_phone_at_once(cast):
    outcome = change(cast, "ratna", {"phone": "0812 9999 0001"})

    assert outcome.changed == ("phone",)
    assert outcome.record["phone"] == "+6281299990001"
    assert models.Person.objects.get(pk=cast.ratna).version == 2


def test_one_change_is_one_audit_entry_and_one_event(cast):
    audits, announced = Inbox.objects.count(), Outbox.objects.count()

    outcome = change(cast, "ratna", {"domicile": people.address(people.CIPONDOH, "Jl. Baru 1")})

    assert Inbox.objects.count() == audits + 1
    assert Outbox.objects.count() == announced + 1
    event = Outbox.objects.get(event_id=outcome.event_id)
    assert event.data["before_area"] == people.CIKOKOL
    assert event.data["area"] == people.CIPONDOH
    assert event.data["changed"] == ["domicile"]


def test_the_same_value_again_changes_announces_and_records_nothing(cast):
    change(cast, "ratna", {"phone": "081299990001"})
    audits, announced = Inbox.objects.count(), Outbox.objects.count()

    outcome = change(cast, "ratna", {"phone": "+62 812-9999-0001"})

    assert outcome.changed == ()
    assert (Inbox.objects.count(), Outbox.objects.count()) == (audits, announced)


def test_audit_keeps_no_value_of_the_person(cast):
    change(cast, "ratna", {"phone": "081299990001"})

    entry = Inbox.objects.latest("id")
    assert entry.fields == ["phone"]
    assert "6281299990001" not in str(entry.__dict__)


def test_a_name_that_the_resident_gives_waits_for_the_population_office(cast):
    outcome = change(cast, "ratna", {"name": "Ratna Dewi", "phone": "081299990001"})

    assert outcome.changed == ("phone",)
    assert outcome.proposed == ("name",)
    assert models.Person.objects.get(pk=cast.ratna).name == "Ratna"
    assert models.Proposal.objects.get().authority == "DISDUKCAPIL"


def test_an_officer_proposes_what_only_the_resident_can_say(cast):
    outcome = change(cast, "budi", {"phone": "081299990001"})

    assert outcome.proposed == ("phone",)
    actions.accept_proposal(outcome.proposal_id, actor=cast.actor("ratna"), reason="")
    assert models.Person.objects.get(pk=cast.ratna).phone == "+6281299990001"


def test_nobody_accepts_a_proposal_of_their_own(cast):
    outcome = change(cast, "wati", {"name": "Ratna Dewi"})

    with pytest.raises(NotYours):
        actions.accept_proposal(outcome.proposal_id, actor=cast.actor("wati"), reason="")


def test_a_proposal_is_decided_once(cast):
    outcome = change(cast, "ratna", {"name": "Ratna Dewi"})
    actions.refuse_proposal(outcome.proposal_id, actor=cast.actor("dewi"), reason="Akta tidak sesuai")

    with pytest.raises(AlreadyDecided):
        actions.accept_proposal(outcome.proposal_id, actor=cast.actor("dewi"), reason="")


def test_a_refusal_without_a_reason_is_refused(cast):
    outcome = change(cast, "ratna", {"name": "Ratna Dewi"})

    with pytest.raises(BadValues):
        actions.refuse_proposal(outcome.proposal_id, actor=cast.actor("dewi"), reason=" ")


def test_whoever_may_not_see_a_person_cannot_learn_that_it_exists(cast):
    with pytest.raises(NotFound):
        change(cast, "joko", {"phone": "081299990001"})


def test_a_change_from_an_old_page_is_refused(cast):
    change(cast, "ratna", {"phone": "081299990001"})

    with pytest.raises(Stale):
        change(cast, "ratna", {"phone": "081299990002"}, version=1)


def test_a_mother_speaks_for_her_child(cast):
    assert change(cast, "ratna", {"phone": "081299990003"}, whom="bima").changed == ("phone",)


def test_every_faulty_field_is_named(cast):
    with pytest.raises(BadValues) as caught:
        change(cast, "ratna", {"phone": "12", "email": "x", "domicile": {"kelurahan": "99.99.99.9999", "street": "x"}})

    assert caught.value.fields == {
        "phone": "not_a_phone",
        "email": "not_an_email",
        "domicile": "unknown_kelurahan",
    }


def test_what_was_known_then_is_still_known(cast):
    before = clock.now()
    change(cast, "ratna", {"phone": "081299990001"})

    today = clock.today()
    assert (
        queries.provenance(Kind.PERSON, cast.ratna, valid_on=today, known_at=before)["phone"].value == "+6281234567801"
    )
    assert queries.provenance(Kind.PERSON, cast.ratna, valid_on=today, known_at=None)["phone"].value == "+6281299990001"


def test_a_value_for_tomorrow_waits_for_tomorrow(cast, time_machine):
    tomorrow = clock.today() + timedelta(days=1)
    outcome = change(cast, "ratna", {"phone": "081299990009"}, day=tomorrow)
    assert outcome.event_id is None
    assert models.Person.objects.get(pk=cast.ratna).phone == "+6281234567801"

    time_machine.move_to(clock.now() + timedelta(days=1))

    assert actions.apply_due_values(after=clock.today() - timedelta(days=7)) == 1
    assert models.Person.objects.get(pk=cast.ratna).phone == "+6281299990009"


def test_a_back_dated_value_corrects_the_past_only(cast):
    change(cast, "ratna", {"phone": "081299990001"})
    change(cast, "ratna", {"phone": "081211110000"}, day=date(2021, 5, 1))

    assert models.Person.objects.get(pk=cast.ratna).phone == "+6281299990001"
    then = queries.provenance(Kind.PERSON, cast.ratna, valid_on=date(2022, 1, 1), known_at=None)
    assert then["phone"].value == "+6281211110000"


def test_a_known_nik_is_never_registered_twice(cast):
    with pytest.raises(AlreadyRegistered):
        people.person("Ratna Sari", "3671015203890001")


def test_a_likely_double_is_shown_before_it_is_made(cast):
    with pytest.raises(PossibleDuplicate) as caught:
        people.person("Joko Susilo", "3671051007850099", domicile=people.address(people.CIPONDOH, "Jl. Maulana 3"))

    assert caught.value.candidates[0].person_id == cast.joko
    assert "same_birth_date" in caught.value.candidates[0].reasons


def test_merge_and_unmerge_leave_everything_as_it_was(cast):
    twin = actions.register_record(
        Kind.PERSON,
        {"name": "Budi Santosa", "sex": "MALE", "birth_on": "1980-04-11"},
        valid_from=clock.today(),
        actor=SYSTEM,
        not_duplicates_of=(cast.budi,),
        note="",
    ).record.id
    before = models.Employee.objects.get(person_id=cast.budi)

    merge = actions.merge_persons(
        loser_id=cast.budi, survivor_id=twin, reason="orang yang sama", score=0.9, actor=cast.actor("wati")
    )
    assert models.Employee.objects.get(pk=before.pk).person_id == twin
    actions.unmerge_persons(merge_id=merge.pk, actor=cast.actor("wati"), reason="keliru")

    assert models.Employee.objects.get(pk=before.pk).person_id == cast.budi
    assert models.Person.objects.get(pk=cast.budi).merged_into_id is None


def test_superiors_never_form_a_circle(cast):
    unit = models.Organisation.objects.get(code="KEL-CIKOKOL").pk
    budi = models.Employee.objects.get(person_id=cast.budi)
    sari = people.employee(cast.sari, "197505052000012001", unit)

    def put_under(employee_id, superior_id):
        return actions.change_record(
            Kind.EMPLOYEE, employee_id, {"superior_id": str(superior_id)}, valid_from=clock.today(),
            actor=cast.actor("rini"), expected_version=None, note="",
        )  # fmt: skip

    put_under(budi.pk, sari)
    with pytest.raises(BadValues):
        put_under(sari, budi.pk)
