"""What the pages list: persons, organisations, proposals, past values. Each starts from what the actor may see."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from ayo.common import clock, jsons, sql
from ayo.common.actor import Actor, Role
from ayo.common.jsons import Json
from ayo.registry import access, dossier, kinds, models, queries, text
from ayo.registry.data import (
    FIELDS,
    Before,
    Kind,
    Known,
    OrganisationLine,
    PendingValue,
    PersonLine,
    ProposalLine,
)
from ayo.registry.rules import history

LOOKING_AT_PERSONS = (
    *access.AREA_ROLES,
    *access.CITY_ROLES,
    *access.PERSONNEL_ROLES,
    Role.BKPSDM_ADMIN,
)
_MOMENT = timedelta(microseconds=1)


def works_with_persons(actor: Actor) -> bool:
    """Tell whether looking up people is part of this person's work."""
    return actor.has(*LOOKING_AT_PERSONS) or access.sees_all_persons(actor)


def found_persons(words: str, *, actor: Actor, limit: int) -> list[PersonLine]:
    rows = queries.search_persons(words, actor=actor, limit=limit)
    employed = set(models.Employee.objects.filter(person__in=rows).values_list("person_id", flat=True))
    return [dossier.line_of(person, is_employee=person.pk in employed) for person in rows]


def found_organisations(words: str, *, limit: int) -> list[OrganisationLine]:
    """Find standing organisations by a part of the name; what they are called is public knowledge."""
    wanted = text.search_form(words)
    if len(wanted) < 2:
        return []
    rows = models.Organisation.objects.standing_on(clock.today()).filter(
        Q(name__icontains=words.strip()) | Q(short_name__icontains=words.strip())
    )
    return [OrganisationLine(row.pk, row.name, row.kind) for row in rows.order_by("name", "pk")[:limit]]


def organisations_on(day: date) -> list[models.Organisation]:
    """Return the organisations that stand on a day, each with the number of people in its service today."""
    today = clock.today()
    serving = Q(employees__ended_on__isnull=True) | Q(employees__ended_on__gte=today)
    rows = models.Organisation.objects.standing_on(day).annotate(serving=Count("employees", filter=serving))
    return list(rows.order_by("code", "pk"))


def before_event(kind: str, subject_id: UUID, event_id: UUID) -> list[Before]:
    """Return per field what an event changed, from what, and what the field is now."""
    said = kinds.said_of(kind, subject_id)
    made = [one for one in said if one.event_id == event_id]
    row = kinds.SPECS[kind].model._default_manager.filter(pk=subject_id).first()
    if not made or row is None:
        return []
    present = kinds.SPECS[kind].values_of(row)
    known = queries.provenance(kind, subject_id, valid_on=clock.today(), known_at=made[0].recorded_at - _MOMENT)
    return [
        Before(name, known[name].value if name in known else None, value, present.get(name))
        for one in made
        for name, value in one.values.items()
    ]


_LINE = (
    "pk", "kind", "subject_id", "values", "authority", "proposed_by_label", "proposed_by", "created_at", "state",
    "person__front_title", "person__name", "person__back_title",
)  # fmt: skip


def proposal_lines(rows: QuerySet[models.Proposal]) -> list[ProposalLine]:
    """Return proposals as lists show them; `about` names the person or organisation with two queries at most."""
    return _lines(list(rows.select_related(None).values_list(*_LINE)))


def _lines(kept: Sequence[Sequence[Any]]) -> list[ProposalLine]:
    others = {row[2] for row in kept if row[1] == Kind.ORGANISATION}
    units = dict(models.Organisation.objects.filter(pk__in=others).values_list("pk", "name")) if others else {}
    return [
        ProposalLine(
            pk,
            kind,
            models.person.titled(front, name, back) if name else units.get(subject_id, ""),
            tuple(values),
            authority,
            label,
            by,
            at,
            state,
        )
        for pk, kind, subject_id, values, authority, label, by, at, state, front, name, back in kept
    ]


def timelines(kind: str, subject_id: UUID) -> dict[str, list[Known]]:
    """Return per field every value ever said of it, newest first, with one query."""
    said = kinds.said_of(kind, subject_id)
    return {name: history.timeline(said, name) for name in FIELDS[kind]}


def proposal(proposal_id: UUID) -> ProposalLine | None:
    """Return a proposal as the house itself sees it."""
    rows = models.Proposal.objects.filter(pk=proposal_id)
    return next(iter(proposal_lines(rows)), None)


def speakers_for(person_id: UUID) -> list[UUID]:
    """Return who says what is right about a person's contact data: the person, for a child the parents."""
    person = models.Person.objects.filter(pk=person_id).first()
    if person is None or person.family_id is None or not person.is_child_on(clock.today()):
        return [person_id]
    parents = models.Person.objects.standing().filter(family_id=person.family_id, family_role__in=("HEAD", "SPOUSE"))
    return list(parents.order_by("pk").values_list("pk", flat=True)) or [person_id]


def who_said(kind: str, subject_id: UUID, values: Mapping[str, Json]) -> tuple[UUID, str] | None:
    """Return id and name of whoever said these values last, or None when nobody did."""
    for one in reversed(kinds.said_of(kind, subject_id)):
        if any(one.values.get(name, one) == value for name, value in values.items()):
            return one.actor_id, one.actor_label
    return None


_OPEN = """
select p.id, p.kind, p.subject_id, p.values, p.authority, p.proposed_by_label, p.proposed_by, p.created_at, p.state,
       about.front_title, about.name, about.back_title
from registry_proposal p left join registry_person about on about.id = p.person_id
where p.state = 'PENDING' and (p.person_id = %(me)s or p.proposed_by = %(me)s or p.person_id = any (array(
    select child.id from registry_person parent
    join registry_person child on child.family_id = parent.family_id and child.family_role = 'CHILD'
    where parent.id = %(me)s and parent.family_role in ('HEAD', 'SPOUSE')
)))
order by p.proposed_by = %(me)s, p.id limit %(limit)s
"""


def open_proposals_of(person_id: UUID, *, limit: int) -> list[ProposalLine]:
    """Return undecided proposals that a person decides or made, the former first; one plain statement for the home."""
    rows = sql.rows(_OPEN, {"me": person_id, "limit": limit})
    return _lines([(*row[:3], jsons.read(row[3]), *row[4:]) for row in rows])


def waiting_proposals(actor: Actor, *, limit: int) -> list[ProposalLine]:
    return proposal_lines(queries.waiting_for(actor, limit=limit))


def waiting_count(actor: Actor) -> int:
    """Return how many proposals wait for this actor, counted to 99."""
    return len(queries.waiting_ids(actor, limit=99))


_PENDING = """
select id, subject_id, values from registry_proposal
where proposed_by = %(by)s and state = 'PENDING' and subject_id = any(%(records)s) order by id
"""


def pending_values(records: Collection[UUID], *, proposed_by: UUID) -> dict[tuple[UUID, str], PendingValue]:
    """Return what somebody proposed for fields of these records and nobody decided yet, the newest for each field."""
    rows = sql.rows(_PENDING, {"by": proposed_by, "records": list(records)})
    return {
        (subject_id, name): PendingValue(value, proposal_id)
        for proposal_id, subject_id, values in rows
        for name, value in cast("dict[str, Json]", jsons.read(values)).items()
    }
