"""Audit entries and events of activities, and what superiors and authors hear of them."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from django.utils import translation

from ayo.audit import facade as audit
from ayo.common.actor import Actor
from ayo.events import facade as events
from ayo.notices import facade as notices
from ayo.performance.data.activity import ActivityState
from ayo.performance.events import ActivityChanged
from ayo.performance.models import Activity
from ayo.registry import facade as registry

TEAM, MINE = "/kinerja/tim/", "/kinerja/"


def tell(act: str, rows: Sequence[Activity], *, actor: Actor) -> None:
    """Write down and announce that these activities changed: two statements, however many they are."""
    if not rows:
        return
    audit.record_many(
        audit.entry(act, actor=actor, subject_kind="activity", subject_id=row.pk, after={"state": row.state})
        for row in rows
    )
    events.publish_many([_changed(row) for row in rows], actor=actor)


def ask_superior(superior_id: UUID) -> None:
    """Ask a superior to look at what waits, once for all that does."""
    service = registry.service_of(superior_id)
    if service is not None:
        notices.ask(person_id=service.person_id, code="work_to_judge", facts={}, url=TEAM, about=f"judge/{superior_id}")


def finish_asking(superiors: Iterable[UUID]) -> None:
    """Close the task of superiors for whom nothing waits any more."""
    for superior_id in superiors:
        if not Activity.objects.filter(superior_id=superior_id, state=ActivityState.SUBMITTED).exists():
            notices.finish(about=f"judge/{superior_id}")


def tell_authors(rows: Sequence[Activity], *, code: str, reason: str, decision: UUID) -> None:
    """Tell each author once how many of theirs came back, with the reason."""
    by_author: dict[UUID, list[Activity]] = {}
    for row in rows:
        by_author.setdefault(row.person_id, []).append(row)
    for person_id, own in sorted(by_author.items()):
        day = min(row.on for row in own)
        notices.tell(
            person_id=person_id, code=code, facts={"count": len(own), "reason": reason},
            url=f"{MINE}?hari={day.isoformat()}", about=f"judged/{decision}",
        )  # fmt: skip


def in_each_language(said: Callable[[], str]) -> dict[str, str]:
    """Return what is said in each language of the pages: notices are written in their reader's."""
    found = {}
    for language in ("id", "en"):
        with translation.override(language):
            found[language] = said()
    return found


def late_realisation(rating_id: UUID) -> str:
    """Return what the task is about that a change after a rating gives its superior."""
    return f"realised-late/{rating_id}"


def _changed(row: Activity) -> ActivityChanged:
    return ActivityChanged(
        activity_id=row.pk, employee_id=row.employee_id, person_id=row.person_id, case_id=row.case_id, code=row.code,
        minutes=row.minutes, on=row.on, state=row.state,
    )  # fmt: skip
