"""From what a month of an employee was to the facts of a slip: posts by working days, minutes, cuts."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from ayo.performance.data.activity import Done, Workday
from ayo.performance.data.allowance import Cut, Facts, Post, Punishment, Source, Tariff
from ayo.performance.data.pay import Frozen, Measure, Month, Refusal, Service, Stretch, Worked
from ayo.performance.rules import activities


def frozen(tariff: Tariff, month: Month, service: Service) -> Frozen:
    """Return the inputs of a slip. Only stretches whose status has an allowance count, with their own working days."""
    entitled = [one for one in service.stretches if one.status in tariff.statuses]
    last = (entitled or list(service.stretches))[-1]
    unpaid = {one.on for one in service.attended if any(code in tariff.unpaid for code, _ in one.codes)}
    days = [on for on in month.working if on not in unpaid and any(one.since <= on < one.until for one in entitled)]
    posts = list(_posts(tariff, days, entitled))
    refusal = _refusal(tariff, entitled, posts, service.measures)
    if refusal:
        return Frozen(
            service.employee_id, service.person_id, last.organisation_id, last.post, last.status, None, refusal
        )
    minutes, worked, leave = _minutes(month, service, entitled, days)
    facts = Facts(
        posts=tuple(posts), working_days=len(month.working), counted_minutes=minutes.counted,
        effective_minutes=minutes.effective, grade=last.grade, cuts=tuple(_cuts(service, days)),
        punishments=tuple(_punishments(tariff, service.measures)),
    )  # fmt: skip
    return Frozen(
        service.employee_id, service.person_id, last.organisation_id, last.post, last.status, facts, "", worked,
        minutes.approved, minutes.effective - minutes.ceiling, leave,
    )  # fmt: skip


def _minutes(
    month: Month, service: Service, entitled: list[Stretch], days: list[date]
) -> tuple[activities.Month, tuple[Worked, ...], int]:
    of_day = {one.on: one for one in service.attended}
    workdays = [
        Workday(on, of_day[on].absent_minutes, of_day[on].is_leave) if on in of_day else Workday(on, 0, is_leave=False)
        for on in days
    ]
    worked = tuple(one for one in service.worked if any(part.since <= one.on < part.until for part in entitled))
    done = [Done(one.on, one.minutes) for one in worked]
    return activities.month(done, workdays, per_day=month.per_day), worked, sum(day.is_leave for day in workdays)


def _cuts(service: Service, days: list[date]) -> Iterator[Cut]:
    counted = set(days)
    for one in service.attended:
        if one.on in counted:
            for code, minutes in one.codes:
                yield Cut(code, one.on, minutes, Source("attendance", one.id))


def _punishments(tariff: Tariff, measures: Iterable[Measure]) -> Iterator[Punishment]:
    for one in measures:
        yield Punishment(one.kind, tariff.punishments[one.kind], Source("measure", one.id))


def grouped(tariff: Tariff, facts: Facts) -> Facts:
    """Return the same facts with groups of posts and shares of punishments as another version of the tables has."""
    posts = tuple(replace(post, group=group_of(tariff, post.job_class)) for post in facts.posts)
    punishments = tuple(replace(one, share=tariff.punishments.get(one.code, one.share)) for one in facts.punishments)
    return replace(facts, posts=posts, punishments=punishments)


def group_of(tariff: Tariff, job_class: int | None) -> str:
    """Return the code of the group a job class belongs to, or nothing."""
    return next((group.code for group in tariff.groups if job_class in group.classes), "")


def _posts(tariff: Tariff, working: list[date], entitled: list[Stretch]) -> Iterator[Post]:
    """Stretches that are paid alike and follow each other are one line; a stretch without a working day is none."""
    for (job_class, _unit, _post), together in groupby(
        entitled, key=lambda one: (one.job_class, one.organisation_id, one.post)
    ):
        parts = list(together)
        days = sum(1 for on in working if any(one.since <= on < one.until for one in parts))
        if days:
            source = Source("employee", parts[-1].source)
            yield Post(job_class or 0, group_of(tariff, job_class), days, source)


def _refusal(tariff: Tariff, entitled: list[Stretch], posts: list[Post], measures: Collection[Measure]) -> str:
    if not entitled:
        return Refusal.NOT_ENTITLED
    if not posts:
        return Refusal.NO_WORKING_DAYS
    if any(post.job_class == 0 for post in posts):
        return Refusal.NO_CLASS
    if any(not post.group or post.job_class not in tariff.basic for post in posts):
        return Refusal.NO_GROUP
    if any(one.kind not in tariff.punishments for one in measures):
        return Refusal.NOT_IN_TABLES
    return ""
