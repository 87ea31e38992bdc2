"""Real figures beside the promises, said or not said: too few cases say nothing."""

from typing import Any

from django.utils.translation import gettext as _

from ayo.services import leaflet, spoken
from ayo.services.data import Definition
from ayo.services.data.offers import Pace
from ayo.services.rules import pace, satisfaction
from ayo.ui import filters


def of(counted: Pace, made: Definition) -> dict[str, Any]:
    """Return the figures of a service; without enough decided cases only how many there were."""
    told: dict[str, Any] = {"decided": counted.decided, "begun": counted.begun_lately, "is_enough": False}
    if not pace.is_enough(counted.decided):
        return told
    median, slow = pace.percentile(counted.by_days, 50), pace.percentile(counted.by_days, 90)
    return told | {
        "is_enough": True,
        "median": median,
        "median_words": leaflet.days(median or 0),
        "slow_words": leaflet.days(slow or 0),
        "kept": 100 * counted.kept // counted.decided,
        "bars": _bars(counted, median or 0, made.days),
    }


def _bars(counted: Pace, median: int, promised: int) -> list[dict[str, Any]]:
    shares = pace.spread(counted.by_days)
    last = pace.LONGEST_SHOWN
    return [
        {
            "value": share,
            "text": f"{filters.number(share)}%",
            "label": f"{days}+" if days == last else _("0 hari") if not days else filters.number(days),
            "now": days == min(median, last),
            "rest": days > promised,
        }
        for days, share in shares
    ]


def rating(found: satisfaction.Index | None) -> dict[str, Any] | None:
    """Return what residents said, where it may be told at all."""
    if found is None:
        return None
    named = sorted(zip(found.elements, satisfaction.ELEMENTS, strict=True))
    return {
        "value": found.value,
        "quality": found.quality,
        "quality_words": str(spoken.QUALITIES[found.quality]),
        "answers": found.respondents,
        "best": str(spoken.ELEMENTS[named[-1][1]][0]),
        "worst": str(spoken.ELEMENTS[named[0][1]][0]),
    }
