"""The periods of evaluation that are over, as pages offer them and addresses name them."""

from datetime import date

from ayo.common import clock
from ayo.performance import law
from ayo.performance.data.rating import Rated
from ayo.performance.rules import plan as rules
from ayo.performance.words import ratings as rating_words

SHOWN = 6
Period = tuple[Rated, date, date]


def recent() -> list[Period]:
    """Return the last periods that are over, the newest first, and last year."""
    today = clock.today()
    months = law.plan_rules(today).period_months
    first, _until = rules.period_of(today, months=months)
    found = []
    for _turn in range(SHOWN):
        first, until = rules.period_of(rules.period_before(first, months=months), months=months)
        found.append((Rated.PERIODIC, first, until))
    return [*found, (Rated.YEARLY, *rules.year_of(today.year - 1))]


def chosen(text: str) -> Period:
    """Return the period an address names (its first day, or `tahun-YYYY`), else the last one."""
    known = {code(kind, since): (kind, since, until) for kind, since, until in recent()}
    return known.get(text) or next(iter(known.values()))


def code(kind: Rated, since: date) -> str:
    return f"tahun-{since.year}" if kind is Rated.YEARLY else since.isoformat()


def chips(now: Period) -> list[dict[str, object]]:
    return [
        {"label": rating_words.period(*one), "url": f"?periode={code(one[0], one[1])}", "current": one == now}
        for one in recent()
    ]
