"""Telling people what concerns them, as it happens in the registry."""

from datetime import timedelta
from uuid import UUID

from django.urls import reverse

from ayo.common import clock
from ayo.common.actor import SYSTEM, Role
from ayo.events.facade import subscribe
from ayo.identity import facade as identity
from ayo.identity.events import (
    AccountBound,
    BindingTried,
    CheckAsked,
    CheckDecided,
    CodeWanted,
    DelegationChanged,
    GuardChanged,
    RoleEnded,
    RoleGiven,
)
from ayo.notices import actions, words
from ayo.notices.events import CarrierClosed, CarrierOpened
from ayo.registry import facade as registry
from ayo.registry.data import OWNER, Kind
from ayo.registry.events import ActingChanged, ImportMoved, PersonChanged, ProposalDecided, ProposalMade


@subscribe(ProposalMade)
def ask_who_decides(event: ProposalMade) -> None:
    """The person decides about their own data, the authoritative source and the stewards about the rest."""
    line = registry.proposal(event.proposal_id)
    if line is None or line.state != "PENDING":
        return
    is_owner = event.authority == OWNER and event.person_id is not None
    people = (
        registry.speakers_for(event.person_id)
        if is_owner and event.person_id
        else identity.speakers_of(event.authority)
    )
    for person_id in people:
        if person_id == line.proposed_by_id:
            continue
        actions.ask(
            person_id=person_id,
            code="proposal_to_owner" if is_owner else "proposal_to_steward",
            facts={"who": line.proposed_by, "kind": event.kind, "fields": ",".join(event.fields)},
            url=reverse("registry:proposal", args=[event.proposal_id]),
            about=event.subject,
        )


@subscribe(ProposalDecided)
def tell_who_proposed(event: ProposalDecided) -> None:
    actions.finish(about=event.subject)
    if event.state == "WITHDRAWN" or not registry.name_of(event.proposed_by):
        return
    actions.tell(
        person_id=event.proposed_by,
        code="proposal_accepted" if event.state == "ACCEPTED" else "proposal_refused",
        facts={"kind": event.kind, "fields": ",".join(event.fields), "reason": event.reason},
        url=reverse("registry:proposal", args=[event.proposal_id]),
        about=event.subject,
    )


@subscribe(PersonChanged)
def tell_whose_data_changed(event: PersonChanged) -> None:
    """Only people who can sign in are told, and only of what others changed."""
    if event.version == 1 or not event.changed or not identity.has_account(event.record_id):
        return
    speaker = registry.who_said(Kind.PERSON, event.record_id, {name: event.record[name] for name in event.changed})
    if speaker is None or speaker[0] == event.record_id:
        return
    actions.tell(
        person_id=event.record_id,
        code="data_changed",
        facts={"who": speaker[1], "kind": Kind.PERSON, "fields": ",".join(event.changed)},
        url=reverse("portal:receipts"),
        about=f"{event.subject}@{event.version}",
    )


@subscribe(CodeWanted)
def send_code(event: CodeWanted) -> None:
    """Leave it to a worker; the job names the code and neither the address nor the digits."""
    actions.defer_code(code_id=event.code_id)


@subscribe(BindingTried)
def tell_whose_numbers_were_used(event: BindingTried) -> None:
    actions.tell(
        person_id=event.person_id, code="binding_tried", facts={}, url=reverse("identity:account"),
        about=f"{event.subject}@{clock.today()}",
    )  # fmt: skip


@subscribe(AccountBound)
def welcome(event: AccountBound) -> None:
    """Letters of the account follow it; the person hears that it is theirs now, whoever bound it."""
    actions.hand_over(account_id=event.account_id, person_id=event.person_id)
    actions.tell(
        person_id=event.person_id, code="account_bound", facts={}, url=reverse("identity:account"), about=event.subject
    )


@subscribe(CheckAsked)
def ask_who_verifies(event: CheckAsked) -> None:
    for person_id in identity.verifiers_of(event.area):
        actions.ask(
            person_id=person_id, code="check_asked", facts={}, url=reverse("identity:check", args=[event.check_id]),
            about=event.subject,
        )  # fmt: skip


@subscribe(CheckDecided)
def tell_who_asked(event: CheckDecided) -> None:
    actions.finish(about=event.subject)
    if event.state == "REFUSED":
        actions.tell_account(
            account_id=event.account_id, code="check_refused", facts={"reason": event.reason},
            url=reverse("identity:verify"),
        )  # fmt: skip


@subscribe(ImportMoved)
def tell_who_imported(event: ImportMoved) -> None:
    """An import goes on by itself; whoever began it hears when it is done or has failed."""
    if event.state not in {"DONE", "FAILED"} or not registry.name_of(event.by):
        return
    counts = registry.imports.import_for(SYSTEM, event.import_id).counts
    actions.tell(
        person_id=event.by,
        code="import_finished" if event.state == "DONE" else "import_failed",
        facts={
            "written": str(counts.get("new", 0) + counts.get("changed", 0)),
            "rejected": str(counts.get("rejected", 0)),
        },
        url=reverse("registry:import", args=[event.import_id]),
        about=f"{event.subject}@{event.state}",
    )


@subscribe(GuardChanged)
def tell_whose_way_in_changed(event: GuardChanged) -> None:
    """Whoever did it is told as well: the one who did not do it must learn of it."""
    actions.defer_alarm(account_id=event.account_id, what=event.what, agent=event.agent, at=event.at)
    code, facts = f"guard_{event.what}", {"agent": event.agent, "at": event.at.isoformat()}
    if event.person_id is None:
        actions.tell_account(account_id=event.account_id, code=code, facts=facts, url=reverse("identity:devices"))
        return
    actions.tell(
        person_id=event.person_id,
        code=code,
        facts=facts,
        url=reverse("identity:devices"),
        about=f"{event.subject}@{event.at.isoformat()}",
    )


@subscribe(RoleGiven)
def tell_who_was_given_a_role(event: RoleGiven) -> None:
    place = registry.words.area(event.area) if event.area else _unit(event.organisation_id)
    actions.tell(
        person_id=event.person_id,
        code="role_given",
        facts={"role": event.role, "place": place, "from": event.valid_from.isoformat()},
        url=reverse("identity:my_roles"),
        about=event.subject,
    )


@subscribe(RoleEnded)
def tell_whose_role_ends(event: RoleEnded) -> None:
    actions.tell(
        person_id=event.person_id,
        code="role_ended",
        facts={"role": event.role, "on": event.ends_on.isoformat(), "reason": event.reason},
        url=reverse("identity:my_roles"),
        about=f"{event.subject}@{event.ends_on}",
    )


@subscribe(ActingChanged)
def tell_who_stands_in(event: ActingChanged) -> None:
    actions.tell(
        person_id=event.person_id,
        code="acting_ended" if event.ended else "acting_begins",
        facts={"post": event.post, "kind": event.kind.capitalize(), "from": event.valid_from.isoformat(),
               "last": (event.valid_to - timedelta(days=1)).isoformat()},
        url=reverse("identity:my_roles"),
        about=f"{event.subject}@{'end' if event.ended else 'begin'}",
    )  # fmt: skip


@subscribe(DelegationChanged)
def tell_the_other_side(event: DelegationChanged) -> None:
    """An offer is told to whom it is made, an answer and an end to the other one of the two."""
    other = event.delegate_id if event.by == event.principal_id else event.principal_id
    if other is None:
        return
    actions.tell(
        person_id=other,
        code=f"delegation_{event.state.lower()}",
        facts={
            "who": registry.name_of(event.by),
            "last": (event.valid_to - timedelta(days=1)).isoformat(),
        },
        url=reverse("identity:delegations"),
        about=f"{event.subject}@{event.state}",
    )


@subscribe(CarrierOpened)
def ask_who_looks_after_it(event: CarrierOpened) -> None:
    """The inbox is the truth, so this reaches them while nothing else does; the same task opens again next time."""
    for person_id in identity.persons_with_role(Role.INTEGRATOR, organisation_id=None):
        actions.ask(
            person_id=person_id,
            code="carrier_opened",
            facts={"carrier": words.carrier_in_each(event.carrier), "reason": event.error},
            url=reverse("notices:carriers"),
            about=event.subject,
        )


@subscribe(CarrierClosed)
def close_who_looked_after_it(event: CarrierClosed) -> None:
    actions.finish(about=event.subject)


def _unit(organisation_id: UUID | None) -> str:
    return registry.unit_name(organisation_id) if organisation_id else ""
