"""One case as its page tells it: who holds it, the days one by one, what comes next, everything that happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ayo.common import clock
from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.services import spoken, versions
from ayo.services.data import ENDED, Deed, Definition, State
from ayo.services.models import Case, CaseDocument, Line
from ayo.services.queries import affairs, facts
from ayo.services.queries.affairs import CaseLine
from ayo.services.queries.facts import Fact
from ayo.services.rules import clock as days
from ayo.ui import filters

MOST_GATES = 14


@dataclass(frozen=True, slots=True)
class Gate:
    """One working day of the promise: `on` has passed, `now` is today."""

    label: str
    state: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened, or will."""

    title: str
    hint: str
    text: str
    at: datetime | None
    state: str


@dataclass(frozen=True, slots=True)
class Paper:
    id: UUID
    label: str
    is_held: bool
    is_accepted: bool
    refused_why: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything the page of a case prints, from a constant number of queries."""

    line: CaseLine
    area: str
    gates: tuple[Gate, ...]
    left: int
    next_told: str
    entries: tuple[Entry, ...]
    asked_text: str
    asked_labels: tuple[str, ...]
    answered: tuple[Fact, ...]
    known: tuple[Fact, ...]
    papers: tuple[Paper, ...]
    confirm_until: date | None
    confirmed_at: datetime | None
    reason: str
    version: int
    helped_by: str

    @property
    def is_over(self) -> bool:
        return self.line.is_over


def page_of(case: Case, *, me: UUID | None) -> CasePage:
    """Return the case for whoever may follow it; internal lines are left out."""
    made = versions.definition_of(case.service_version_id)
    line = affairs.lines([case], me=me)[0]
    history = list(Line.objects.filter(case=case, is_internal=False).order_by("-at", "-pk"))
    gates = _gates(case, history)
    told = affairs.next_told(made, line.holds) if not line.is_over else ""
    names = facts.names_in(case.applicant_id, case.answers, made.fields)
    asked = next((one for one in history if one.deed == Deed.RETURNED), None) if case.state == State.NEEDS_FIX else None
    said = {field.name for field in made.fields} & set(case.answers)
    return CasePage(
        line=line,
        area=case.area,
        gates=gates if len(gates) <= MOST_GATES else (),
        left=sum(gate.state != "on" for gate in gates),
        next_told=told,
        entries=tuple(_entries(line, told, history, made)),
        asked_text=asked.text if asked else "",
        asked_labels=tuple(labels_of(made, asked.fields)) if asked else (),
        answered=tuple(facts.answered_facts([one for one in made.fields if one.name in said], case.answers, names)),
        known=tuple(facts.facts_of_case(made, case.known, names)),
        papers=tuple(papers_of(case, made)),
        confirm_until=case.confirm_until,
        confirmed_at=case.confirmed_at,
        reason=_reason(case, history),
        version=case.version,
        helped_by=next(
            (one.actor_label for one in history if one.deed == Deed.SUBMITTED and "helped" in one.facts), ""
        ),
    )


def labels_of(made: Definition, names: Sequence[str]) -> list[str]:
    """Return how the form calls fields and papers."""
    labels = {field.name: spoken.words(field.label) for field in made.fields}
    labels |= {f"document:{need.kind}": spoken.words(need.label) for need in made.documents}
    return [labels[name] for name in names if name in labels]


def papers_of(case: Case, made: Definition) -> list[Paper]:
    """Return the standing papers of a case; one query."""
    rows = CaseDocument.objects.filter(case=case, replaced_at__isnull=True).order_by("created_at", "pk")
    labels = {need.kind: spoken.words(need.label) for need in made.documents}
    labels |= {f"field:{field.name}": spoken.words(field.label) for field in made.fields}
    return [
        Paper(row.pk, labels.get(row.kind, row.kind), bool(row.held_id), row.accepted_at is not None, row.refused_why)
        for row in rows
    ]


def _gates(case: Case, history: Sequence[Line]) -> tuple[Gate, ...]:
    """Return the working days of the promise; while the clock stands still there is no today."""
    begun = next((one.at for one in history if one.deed == Deed.REOPENED), case.submitted_at)
    today = clock.today() if case.stopped_on is None else case.stopped_on
    counted = days.counted(clock.day_of(begun), case.due_on, _stops(history), pack().calendar)
    stands = case.stopped_on is not None
    return tuple(
        Gate("" if stands and day > today else filters.short_day(day), _gate(day, today, stands=stands))
        for day in counted
    )


def _gate(day: date, today: date, *, stands: bool) -> str:
    if day < today or (stands and day == today):
        return "on"
    return "now" if day == today else ""


def _stops(history: Sequence[Line]) -> list[days.Stop]:
    """Return when the resident had the next word, from the question to the answer."""
    found, asked = [], None
    for one in reversed(history):
        if one.deed == Deed.RETURNED:
            asked = clock.day_of(one.at)
        elif one.deed == Deed.RESUBMITTED and asked is not None:
            found.append((asked, clock.day_of(one.at)))
            asked = None
    return found


def _entries(line: CaseLine, told: str, history: Sequence[Line], made: Definition) -> list[Entry]:
    """Return what comes, what is, and what was, the newest first."""
    offices = registry.organisation_names({one.organisation_id for one in history if one.organisation_id})
    coming = [Entry(told, "", "", None, "next")] if told and line.state != State.NEEDS_FIX else []
    waits = line.state in ENDED or line.state == State.NEEDS_FIX
    now = [] if waits else [Entry(hold.told, hold.office, "", hold.since, "now") for hold in line.holds]
    return [*coming, *now, *(_entry(one, offices, made, is_mine=line.is_mine) for one in history)]


def _entry(one: Line, offices: Mapping[UUID, str], made: Definition, *, is_mine: bool) -> Entry:
    stage = spoken.words(made.stage(one.stage).title) if one.stage else ""
    office = offices.get(one.organisation_id, "") if one.organisation_id else ""
    by_office = bool(one.organisation_id)
    title = spoken.deed(one.deed, stage=stage, who=office or one.actor_label, by_office=by_office, is_mine=is_mine)
    hint = " · ".join(part for part in (office, one.actor_label) if part) if by_office else ""
    if one.on_behalf_of and not by_office:
        who = one.actor_label
        hint = spoken.helped_by(who) if one.facts.get("helped") else spoken.on_behalf(who)
    state = "bad" if one.deed == Deed.REJECTED else "done"
    return Entry(title, hint or _counted(one), one.text, one.at, state)


def _counted(one: Line) -> str:
    if one.deed != Deed.SUBMITTED or "known" not in one.facts:
        return ""
    return spoken.filled_by_itself(int(one.facts["known"]), int(one.facts["known"]) + int(one.facts["asked"]))


def _reason(case: Case, history: Sequence[Line]) -> str:
    """Return why a case ended otherwise than it was meant to."""
    wanted = {State.REJECTED: Deed.REJECTED, State.CANCELLED: Deed.CANCELLED}.get(State(case.state))
    return next((one.text for one in history if one.deed == wanted), "") if wanted else ""
