"""What a correction changes on a slip, line by line, and which of its facts is the reason."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ayo.performance.data.allowance import Facts, Part, Slip


class Reason(StrEnum):
    """A fact that stands otherwise than before."""

    POSTS = "POSTS"
    GRADE = "GRADE"
    MINUTES = "MINUTES"
    FULL_MINUTES = "FULL_MINUTES"
    CUT_ADDED = "CUT_ADDED"
    CUT_GONE = "CUT_GONE"
    PUNISHMENT = "PUNISHMENT"
    TABLES = "TABLES"


@dataclass(frozen=True, slots=True)
class Changed:
    """One kind of line that comes to another amount."""

    part: Part
    code: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Why:
    """A reason, with how it stood and stands, or the day and code of a cut."""

    reason: Reason
    before: str = ""
    after: str = ""
    on: date | None = None


def lines(before: Slip | None, after: Slip | None) -> list[Changed]:
    """Return which sums of part and code differ; a slip that was not there is nothing everywhere."""
    old, new = _sums(before), _sums(after)
    keys = sorted(old.keys() | new.keys(), key=lambda one: (list(Part).index(one[0]), one[1]))
    return [Changed(*key, old.get(key, 0), new.get(key, 0)) for key in keys if old.get(key, 0) != new.get(key, 0)]


def reasons(before: Facts | None, after: Facts | None, *, is_same_version: bool) -> list[Why]:
    """Return which facts differ, in the order in which a slip is worked out."""
    found = [] if is_same_version else [Why(Reason.TABLES)]
    if before is None or after is None:
        return [*found, Why(Reason.POSTS, _posts(before), _posts(after))]
    return [*found, *_of_facts(before, after)]


def _of_facts(before: Facts, after: Facts) -> Iterator[Why]:
    if _posts(before) != _posts(after):
        yield Why(Reason.POSTS, _posts(before), _posts(after))
    if before.counted_minutes != after.counted_minutes:
        yield Why(Reason.MINUTES, str(before.counted_minutes), str(after.counted_minutes))
    if before.effective_minutes != after.effective_minutes:
        yield Why(Reason.FULL_MINUTES, str(before.effective_minutes), str(after.effective_minutes))
    old, new = {(cut.on, cut.code) for cut in before.cuts}, {(cut.on, cut.code) for cut in after.cuts}
    for on, code in sorted(old - new):
        yield Why(Reason.CUT_GONE, before=code, on=on)
    for on, code in sorted(new - old):
        yield Why(Reason.CUT_ADDED, after=code, on=on)
    if [one.code for one in before.punishments] != [one.code for one in after.punishments]:
        yield Why(Reason.PUNISHMENT)
    if before.grade != after.grade:
        yield Why(Reason.GRADE, before.grade, after.grade)


def _posts(facts: Facts | None) -> str:
    return " + ".join(f"{post.job_class} ({post.days})" for post in facts.posts) if facts else ""


def _sums(slip: Slip | None) -> dict[tuple[Part, str], int]:
    found: dict[tuple[Part, str], int] = defaultdict(int)
    for line in slip.lines if slip else ():
        found[line.part, line.code] += line.amount
    return found
