"""How activities are said to people."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as later

from ayo.performance.data.activity import ActivityLine, ActivityState
from ayo.ui.states import State as Look

STATES: Mapping[ActivityState, Look] = {
    ActivityState.WAITING: Look(later("Menunggu warga"), "flow", "clock"),
    ActivityState.COUNTED: Look(later("Terhitung"), "ok", "check"),
    ActivityState.REVERSED: Look(later("Ditarik kembali"), "bad", "undo"),
}


def line(given: ActivityLine) -> dict[str, Any]:
    """Return an activity as a row of the list of its day."""
    return {"title": given.title, "at": given.at, "minutes": given.minutes, "look": STATES[given.state]}
