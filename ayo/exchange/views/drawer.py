"""The receipt drawer of one application: what happened last, and what it may receive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.exchange import access, kinds, queries, words
from ayo.exchange.cards import AttemptCard, RunCard
from ayo.exchange.data import AppHealth, Terms
from ayo.exchange.models import App
from ayo.exchange.views import lines
from ayo.ui import filters

STEPS_SHOWN, LOOKED_AT = 6, 8


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    hint: str
    moment: datetime
    state: str

    @property
    def at(self) -> str:
        """Return the time to the second, with the date when it was not today."""
        is_today = timezone.localdate(self.moment) == clock.today()
        return filters.clock(self.moment, seconds=True) if is_today else filters.moment(self.moment, seconds=True)


@dataclass(frozen=True, slots=True)
class Granted:
    kind: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    line: lines.Line
    trouble: lines.Trouble
    steps: tuple[Step, ...]
    granted: tuple[Granted, ...]
    may_manage: bool


def of(actor: Actor, slug: str, found: Sequence[AppHealth]) -> Opened | None:
    health = next((one for one in found if slug and one.app.slug == slug), None)
    if health is None:
        return None
    app = App.objects.get(pk=health.app.id)
    return Opened(
        lines.of([health], {})[0],
        lines.trouble(health),
        steps_of(app, STEPS_SHOWN),
        tuple(granted(terms) for terms in health.contract.grants) if health.contract else (),
        access.may_manage(actor, app),
    )


def granted(terms: Terms) -> Granted:
    """Return what a grant lets through in words; the parts of one address are one word."""
    heads = dict.fromkeys(name.partition(".")[0] for name in terms.fields)
    said = tuple(kinds.fields(terms.kind, [head]) for head in heads)
    return Granted(kinds.label(terms.kind), said)


def steps_of(app: App, limit: int) -> tuple[Step, ...]:
    """Return the newest deliveries and comparisons as one line of time, newest first; like failures are one step."""
    attempts = queries.attempts_of(app, limit * LOOKED_AT)
    steps = [_attempts(list(like)) for _key, like in groupby(attempts, key=_likeness)][:limit]
    steps += [_run(one) for one in queries.reconciliations_of(app, 2)]
    return tuple(sorted(steps, key=lambda step: step.moment, reverse=True)[:limit])


def _likeness(one: AttemptCard) -> object:
    return one.id if one.taken else (one.sort, one.error)


def _attempts(like: list[AttemptCard]) -> Step:
    one, first = like[0], like[-1]
    sort = str(words.ATTEMPTS[one.sort])
    if not one.taken:
        title = ngettext("%(sort)s gagal", "%(sort)s gagal %(num)s kali", len(like))
        since = _("sejak %(at)s") % {"at": filters.clock(first.at, seconds=True)} if len(like) > 1 else ""
        where = _("nomor urut %(first)s") % {"first": filters.number(one.first)} if one.first else ""
        hint = " · ".join(part for part in (words.trouble(one.error), where, since) if part)
        return Step(title % {"sort": sort, "num": filters.number(len(like))}, hint, one.at, "bad")
    title = ngettext("%(sort)s: %(num)s kejadian diterima", "%(sort)s: %(num)s kejadian diterima", one.events)
    where = _("nomor urut %(last)s") % {"last": filters.number(one.last)} if one.last else ""
    quick = _("dijawab dalam %(ms)s") % {"ms": filters.ms(one.ms)} if one.ms else ""
    hint = " · ".join(part for part in (where, quick) if part)
    return Step(title % {"sort": sort, "num": filters.number(one.events)}, hint, one.at, "done")


def _run(one: RunCard) -> Step:
    kind = kinds.label(one.kind).lower()
    at = one.finished_at or one.started_at
    if one.state == "RUNNING":
        return Step(_("Membandingkan %(kind)s") % {"kind": kind}, "", at, "now")
    if one.state == "FAILED":
        return Step(
            _("%(kind)s tidak dapat dibandingkan") % {"kind": kind.capitalize()}, words.trouble(one.error), at, "bad"
        )
    count = one.missing + one.extra + one.different
    hint = _("%(n)s catatan dibandingkan") % {"n": filters.number(one.records)}
    if not count:
        return Step(_("Rekonsiliasi %(kind)s: semua sama") % {"kind": kind}, hint, at, "done")
    title = ngettext("Rekonsiliasi %(kind)s: %(num)s selisih", "Rekonsiliasi %(kind)s: %(num)s selisih", count)
    return Step(title % {"kind": kind, "num": filters.number(count)}, hint, at, "now")
