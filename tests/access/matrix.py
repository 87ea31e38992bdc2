"""Every route asked by everybody about everybody, and each answer judged by what it contains.

To a reader who may not see somebody, an answer that is about them is byte for byte the answer about nobody.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.db import connection, transaction

from tests.access import doors, oracle, probes
from tests.access.people import PEOPLE
from tests.access.routes import Route
from tests.access.world import NOWHERE, Caller, World

# Somebody of one's area or family, somebody of another area, somebody's staff; a child and a neighbour for the family.
SUBJECTS, OF_FAMILY = ("ratna", "joko", "putri"), ("bima", "tari")
ABOUT = ("person_id", "family_id", "employee_id", "proposal_id", "check_id", "notice_id", "event_id", "slug",
         "import_id", "seq", "organisation_id", "grant_id", "link", "post_id", "acting_id",
         "delegation_id", "plan_id", "case_id", "draft_id", "task_id", "filter_id", "phrase_id",
         "need_id", "help_id", "assistance_id", "letter_id", "run_id", "activity_id",
         "template_id", "measure_id")  # fmt: skip
NAMED = {
    "kind": "person", "field": "phone", "name": "batal", "code": "RT_HEAD", "topic": "pindah-rumah", "language": "id",
    "token": "nobody-made-this",
    "service": "surat-domisili", "step": "keperluan", "known": "name", "deed": "ambil", "on": "2026-10-08",
    "month": "2026-10",
}  # fmt: skip
TOKENS = re.compile(rb'csrfmiddlewaretoken" value="[^"]*"|csrf_token": "[^"]*"')
WRITTEN = """
select (select count(*) from events_outbox) + (select count(*) from registry_proposal)
    + (select coalesce(sum(version + (discarded_at is null)::int), 0) from services_draft)
    + (select count(*) from services_savedfilter) + (select count(*) from services_phrase)
"""
SHUT = {401, 403, 404}
# A wrong method, or a body whose shape is refused before anybody looks at who sent it.
NOT_READ = {405, 422}


@dataclass(frozen=True)
class Answer:
    status: int
    text: bytes
    wrote: bool

    @property
    def leads_to_sign_in(self) -> bool:
        return self.status == 302 and b"location: /masuk/" in self.text

    @property
    def leads_to_verification(self) -> bool:
        return self.status == 302 and b"location: /akun/verifikasi/\n" in self.text

    @property
    def leads_to_oneself(self) -> bool:
        """To somebody who acts for another, what is their own is closed by the page that leads back."""
        # Where one asked from is taken out of the answer, be it the beginning of where it leads.
        led = (b"location: /saya/untuk/\n", b"location: *untuk/\n")
        return self.status == 302 and any(one in self.text for one in led)

    @property
    def is_shut(self) -> bool:
        leads_away = self.leads_to_sign_in or self.leads_to_verification or self.leads_to_oneself
        return self.status in SHUT or leads_away


@dataclass
class Findings:
    """What is wrong, and how much was asked."""

    faults: list[str] = field(default_factory=list)
    asked: int = 0
    subjects: int = 0


def judge(world: World, routes: Sequence[Route], who: str) -> Findings:
    """Return what the answers to one reader give away, refuse wrongly or let happen."""
    found = Findings()
    judge = _Judge(world, who, found)
    for route in routes:
        judge.route(route)
    return found


class _Judge:
    def __init__(self, world: World, who: str, found: Findings) -> None:
        self.world, self.who, self.found = world, who, found
        self.caller: Caller = world.callers[who]
        self.secrets = list(_secrets(world, who))
        is_kin = who in PEOPLE and PEOPLE[who].family == PEOPLE[SUBJECTS[0]].family
        self.subjects = list(dict.fromkeys((who, *SUBJECTS, *(OF_FAMILY if is_kin else ()))))
        self.searched: set[bytes] = set()
        # Whatever a request writes is taken back after it, so that each finds as much as the first.
        self.written, self.untouched = _written(), transaction.savepoint()

    def route(self, route: Route) -> None:
        about = next((name for name in ABOUT if name in route.names), "")
        self._kinds_of_question(route, about, probes.plain(route))
        for probe in probes.of(route):
            self._kinds_of_question(route, about or "person_id", probe)

    def _kinds_of_question(self, route: Route, about: str, probe: probes.Probe) -> None:
        if not about:
            self._judge_alone(route, self._ask(route, self._ids(route, ""), probe, ""))
            return
        blank = self._ask(route, self._ids(route, ""), probe, "")
        if blank.status == 405:
            return
        known = self.world.ids[about]
        whom = [one for one in self.subjects if one in known]
        whom = whom if len(whom) > 1 else list(known)
        if blank.is_shut and not doors.may_go(self.who, route.address):
            # A door that is closed whatever stands behind it is tried with one thing behind it.
            whom = whom[-1:]
        for one in whom:
            answer = self._ask(route, self._ids(route, one), probe, one)
            self._judge(route, one, answer, blank)

    def _judge_alone(self, route: Route, answer: Answer) -> None:
        if not doors.may_go(self.who, route.address) and not answer.is_shut and answer.status not in NOT_READ:
            self._fault(route, "", f"let in: {answer.status}")
        elif doors.may_go(self.who, route.address) and route.method == "GET" and answer.is_shut:
            self._expected_shut(route, answer)

    def _expected_shut(self, route: Route, answer: Answer) -> None:
        if route.address not in probes.NEVER_THERE:
            self._fault(route, "", f"shut out: {answer.status}")

    def _judge(self, route: Route, whom: str, answer: Answer, blank: Answer) -> None:
        self.found.subjects += 1
        if doors.reaches(self.who, route.address, whom):
            if route.method == "GET" and answer.is_shut and not probes.is_missing(route, self.who, whom):
                self._fault(route, whom, f"shut out: {answer.status}")
            return
        if (answer.status, answer.text) != (blank.status, blank.text):
            self._fault(route, whom, f"told apart from nobody: {answer.status}, not {blank.status}")
        if answer.wrote:
            self._fault(route, whom, "wrote")

    def _ids(self, route: Route, whom: str) -> dict[str, Any]:
        """Return what stands in the address: ids about somebody, or of nothing at all."""
        given: dict[str, Any] = {}
        for name in route.names:
            nothing = {
                "slug": "app-none",
                "seq": 999_999,
                "passkey_id": 999_999,
                "link": "none",
                "letter_code": "2" * 16,
            }.get(name, NOWHERE)
            given[name] = NAMED.get(name) or self.world.ids.get(name, {}).get(whom, nothing)
        return given

    def _ask(self, route: Route, given: dict[str, Any], probe: probes.Probe, whom: str) -> Answer:
        path, sent = route.path(given), probe(self.world, self.who, whom)
        self.found.asked += 1
        try:
            answer = self._send(route, path, sent)
            wrote = route.method != "GET" and _written() != self.written
        except Exception as error:  # noqa: BLE001  a page that breaks is a finding like any other
            self._fault(route, whom, f"broke: {type(error).__name__}: {error}"[:200])
            return Answer(500, b"", wrote=False)
        finally:
            # Back to the world as it was: one statement for each question, not a savepoint of its own and its release.
            transaction.set_rollback(False)
            transaction.savepoint_rollback(self.untouched)
        text = _without([path, *sent.words, *(str(one) for name, one in given.items() if name not in NAMED)], answer)
        if text not in self.searched:
            self._search(route, whom, text)
            self.searched.add(text)
        return Answer(answer.status_code, text, wrote)

    def _send(self, route: Route, path: str, sent: probes.Sent) -> Any:
        client = self.caller.fresh()
        path += f"?{sent.query}" if sent.query else ""
        if sent.json is None:
            return client.generic(route.method, path, sent.body, "application/x-www-form-urlencoded")
        return client.generic(route.method, path, json.dumps(sent.json), "application/json")

    def _search(self, route: Route, whom: str, text: bytes) -> None:
        squeezed = text.replace(b" ", b"").replace(b"-", b"")
        for secret in self.secrets:
            if secret.is_in(text, squeezed) and not doors.is_told(self.who, route.address, secret.whom, secret.what):
                self._fault(route, whom, f"contains the {secret.what} of {secret.whom}")

    def _fault(self, route: Route, whom: str, what: str) -> None:
        about = f" about {whom}" if whom else ""
        self.found.faults.append(f"{self.who or 'stranger'}: {route.method} /{route.address}{about} {what}")


@dataclass(frozen=True)
class Secret:
    whom: str
    what: str
    needle: bytes

    def is_in(self, text: bytes, squeezed: bytes) -> bool:
        return self.needle in (squeezed if self.what == "phone" else text)


def _secrets(world: World, who: str) -> Iterator[Secret]:
    for key, one in PEOPLE.items():
        if oracle.sees(who, key):
            continue
        yield Secret(key, "name", one.name.encode())
        yield Secret(key, "NIK", one.nik.encode())
        yield Secret(key, "phone", one.phone[-9:].encode())
        yield Secret(key, "id", str(world.ids["person_id"][key]).encode())


def _written() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return int(cursor.fetchone()[0])


def _without(sent: Iterable[str], response: Any) -> bytes:
    """Return the answer with its headers, without what changes each time and without what was sent to it."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    head = "".join(
        f"{name.lower()}: {response[name]}\n" for name in ("Location", "Content-Disposition") if name in response
    )
    text = TOKENS.sub(b"", head.encode() + b"\n" + body)
    for word in sorted({one for one in sent if len(one) > 3}, key=len, reverse=True):
        for written in (word, word.replace(" ", "+"), quote(word)):
            text = text.replace(written.encode(), b"*")
    return text
