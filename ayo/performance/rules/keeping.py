"""Frozen inputs and slips as canonical JSON and back: the same facts give the same bytes, today and in ten years."""

from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

import orjson

from ayo.common import jsons
from ayo.performance.data.allowance import Cut, Facts, Line, Part, Post, Punishment, Slip, Source
from ayo.performance.data.pay import Frozen, Worked


def written(one: Frozen) -> str:
    """Return the inputs as JSON that `read` reads."""
    return jsons.canonical(
        {
            "employee": one.employee_id, "person": one.person_id, "organisation": one.organisation_id,
            "post": one.post, "status": one.status, "refusal": one.refusal,
            "facts": _facts(one.facts) if one.facts else None,
            "worked": [[day.on, day.origin, day.count, day.minutes] for day in one.worked],
            "approved": one.approved_minutes, "absent": one.absent_minutes, "leave": one.leave_days,
        }
    ).decode()  # fmt: skip


def read(text: str) -> Frozen:
    given = orjson.loads(text)
    return Frozen(
        UUID(given["employee"]), UUID(given["person"]), UUID(given["organisation"]), given["post"], given["status"],
        _facts_of(given["facts"]) if given["facts"] else None, given["refusal"],
        tuple(Worked(date.fromisoformat(on), origin, count, minutes) for on, origin, count, minutes in given["worked"]),
        given["approved"], given["absent"], given["leave"],
    )  # fmt: skip


def written_slip(slip: Slip) -> str:
    """Return a slip as JSON that `read_slip` reads."""
    return jsons.canonical(
        {
            "lines": [_line(line) for line in slip.lines],
            "ceiling": slip.ceiling, "earned": slip.earned, "net": slip.net,
            "productivity": str(slip.productivity), "discipline": str(slip.discipline),
        }
    ).decode()  # fmt: skip


def read_slip(text: str) -> Slip:
    given = orjson.loads(text)
    return Slip(
        lines=tuple(
            Line(Part(part), code, amount, Fraction(share), Fraction(of), tuple(_source_of(one) for one in sources))
            for part, code, amount, share, of, sources in given["lines"]
        ),
        ceiling=given["ceiling"], earned=given["earned"], net=given["net"],
        productivity=Fraction(given["productivity"]), discipline=Fraction(given["discipline"]),
    )  # fmt: skip


def _line(line: Line) -> list[Any]:
    sources = [_source(one) for one in line.sources]
    return [line.part, line.code, line.amount, str(line.share), str(line.of), sources]


def _facts(facts: Facts) -> dict[str, Any]:
    return {
        "posts": [[post.job_class, post.group, post.days, _source(post.source)] for post in facts.posts],
        "days": facts.working_days, "counted": facts.counted_minutes, "effective": facts.effective_minutes,
        "grade": facts.grade, "cuts": [[cut.code, cut.on, cut.minutes, _source(cut.source)] for cut in facts.cuts],
        "punishments": [[one.code, str(one.share), _source(one.source)] for one in facts.punishments],
    }  # fmt: skip


def _facts_of(given: dict[str, Any]) -> Facts:
    return Facts(
        posts=tuple(Post(job_class, group, days, _source_of(one)) for job_class, group, days, one in given["posts"]),
        working_days=given["days"], counted_minutes=given["counted"], effective_minutes=given["effective"],
        grade=given["grade"],
        cuts=tuple(
            Cut(code, date.fromisoformat(on), minutes, _source_of(one)) for code, on, minutes, one in given["cuts"]
        ),
        punishments=tuple(
            Punishment(code, Fraction(share), _source_of(one)) for code, share, one in given["punishments"]
        ),
    )  # fmt: skip


def _source(one: Source) -> list[Any]:
    return [one.kind, one.id]


def _source_of(given: list[str]) -> Source:
    return Source(given[0], UUID(given[1]))
