"""What officers keep at their own desk. Nobody else sees it, so only what touches a resident is written down."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.audit import facade as audit
from ayo.common import clock, sql
from ayo.common.actor import Actor
from ayo.common.errors import Invalid, NotFound
from ayo.registry import facade as registry
from ayo.services import access
from ayo.services.data.desk import For
from ayo.services.models import Case, Phrase, Presence, SavedFilter, Service
from ayo.services.rules import phrases

MOST_FILTERS, MOST_PHRASES = 12, 100
SEEN_FOR = timedelta(seconds=75)
_SEEN = """
insert into services_presence (case_id, person_id, seen_at) values (%s, %s, %s)
on conflict (case_id, person_id) do update set seen_at = excluded.seen_at
"""


@transaction.atomic
def save_filter(*, name: str, terms: Mapping[str, str], actor: Actor) -> SavedFilter:
    """Keep a way of looking at the queue under a name; the same name again replaces it. Raises Invalid."""
    called = " ".join(name.split())[:40]
    if not called:
        raise Invalid("Give it a name.", fields={"name": "required"})
    kept = SavedFilter.objects.select_for_update().filter(person_id=actor.id)
    if kept.exclude(name=called).count() >= MOST_FILTERS:
        raise Invalid("There are enough of them.", fields={"name": "too_many"})
    made, _is_new = SavedFilter.objects.update_or_create(
        person_id=actor.id, name=called, defaults={"terms": dict(terms)}
    )
    return made


def remove_filter(*, filter_id: UUID, actor: Actor) -> None:
    """Raises NotFound."""
    if not SavedFilter.objects.filter(pk=filter_id, person_id=actor.id).delete()[0]:
        raise NotFound("No such filter.")


def save_phrase(*, used_for: For, service_code: str, title: str, text: str, actor: Actor) -> Phrase:
    """Keep a text. Raises Invalid: title or text missing, the title used already, a place that nothing fills."""
    called, said = " ".join(title.split())[:60], text.strip()
    faults = {name: "required" for name, value in (("title", called), ("text", said)) if not value}
    if len(said) > phrases.LONGEST:
        faults["text"] = "too_long"
    if phrases.unknown(said):
        faults["text"] = "place"
    if Phrase.objects.filter(person_id=actor.id).count() >= MOST_PHRASES:
        faults["title"] = "too_many"
    service = Service.objects.filter(code=service_code).first() if service_code else None
    if service_code and service is None:
        faults["service"] = "choice"
    if faults:
        raise Invalid("This text cannot be kept.", fields=faults)
    try:
        with transaction.atomic():
            return Phrase.objects.create(
                person_id=actor.id, service=service, used_for=used_for, title=called, text=said
            )
    except IntegrityError as error:
        raise Invalid("This title is used already.", fields={"title": "taken"}) from error


def remove_phrase(*, phrase_id: UUID, actor: Actor) -> None:
    """Raises NotFound."""
    if not Phrase.objects.filter(pk=phrase_id, person_id=actor.id).delete()[0]:
        raise NotFound("No such text.")


def note_presence(*, case_id: UUID, actor: Actor) -> None:
    """Note that somebody has the case open now, and drop what is too old to mean anything."""
    now = clock.now()
    sql.run(_SEEN, [case_id, actor.person_id, now])
    Presence.objects.filter(case_id=case_id, seen_at__lt=now - SEEN_FOR).delete()


@transaction.atomic
def note_reading(*, case: Case, fields: Collection[str], purpose: str, actor: Actor) -> None:
    """Note for the persons concerned that an officer opened what they said and what is known of them, and what for."""
    for person_id in {case.applicant_id, case.subject_id or case.applicant_id} - {actor.person_id}:
        registry.note_reading(person_id=person_id, fields=tuple(fields), purpose=purpose, actor=actor)


@transaction.atomic
def note_export(*, label: str, actor: Actor) -> None:
    """Note that a list of cases was taken along."""
    audit.record("services.export_cases", actor=actor, subject_kind="cases", subject_id="list", label=label)


def note_opening(*, case_id: UUID, reason: str, actor: Actor) -> Case:
    """Open a case for somebody who only leads, with the reason for whoever it concerns. Raises NotFound or Invalid."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid("Say why.", fields={"reason": "required"})
    case = access.cases_opened_with_reason(actor).filter(pk=case_id).first()
    if case is None:
        raise NotFound("No such case.")
    with transaction.atomic():
        audit.record("services.open_case", actor=actor, subject_kind="case", subject_id=case.pk, label=case.number,
                     purpose=reason.strip())  # fmt: skip
        note_reading(case=case, fields=("case",), purpose=reason.strip(), actor=actor)
    return case


SHORTEST_REASON = 10
