"""The pane of one case put together: which part is open, which form stands in it, what may be filled in for it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext as _

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.registry import facade as registry
from ayo.services import spoken
from ayo.services.data.desk import For
from ayo.services.forms import desk as forms
from ayo.services.models import Case, Task
from ayo.services.workbench import phrasebook
from ayo.services.workbench.casefile import TABS, Casefile
from ayo.services.workbench.phrasebook import Offered
from ayo.services.workbench.story import Told

STEPS = ("minta", "teruskan", "tolak")
_USED_FOR = {"": For.FINISH, "minta": For.ASK, "teruskan": For.TRANSFER, "tolak": For.REJECT, "percakapan": For.MESSAGE}


@dataclass(slots=True)
class Pane:
    """What is open of a case. `conflict` is what others did meanwhile, when a deed was not done because of it."""

    file: Casefile
    tab: str
    step: str
    form: django_forms.Form
    offers: list[Offered]
    conflict: list[Told] = field(default_factory=list)
    refusal: str = ""

    def tabs(self, here: str, query: str) -> list[dict[str, Any]]:
        """Return the parts of the case as links."""
        labels: list[tuple[str, str, int | None]] = [
            ("periksa", _("Pemeriksaan"), None),
            ("berkas", _("Berkas"), len(self.file.papers) or None),
            ("percakapan", _("Percakapan"), len(self.file.talk) or None),
            ("riwayat", _("Riwayat"), None),
        ]
        return [
            {"label": label, "url": f"{here}{query}&bagian={code}", "current": code == self.tab, "count": count}
            for code, label, count in labels
            if code != "percakapan" or not self.file.is_neighbour
        ]

    @property
    def valid_days(self) -> dict[str, str]:
        """Return for the papers that stay known how long they would, as a date."""
        return {
            need.kind: (clock.today() + timedelta(days=need.valid_days)).isoformat()
            for need in self.file.made.documents
            if need.valid_days
        }

    @property
    def step_title(self) -> str:
        return {"minta": _("Minta perbaikan"), "teruskan": _("Teruskan"), "tolak": _("Tolak")}.get(self.step, "")


def pane(file: Casefile, *, tab: str, step: str) -> Pane:
    """Open a case at a tab, or at one of the steps that need words."""
    tab = tab if tab in TABS and not (file.is_neighbour and tab == "percakapan") else "periksa"
    step = step if step in STEPS and file.may_work else ""
    if step:
        tab = "periksa"
    return Pane(file, tab, step, form_for(file, step, tab=tab, data=None), offers_for(file, step or tab))


def form_for(file: Casefile, step: str, *, tab: str, data: Any, typed: Any = None) -> Any:
    """Return the form of a step; `typed` refills it without judging it."""
    given: dict[str, Any] = {"initial": {"versi": file.case.version, **(typed or {})}}
    if tab == "percakapan" and not step:
        return forms.Talk(data, initial=typed or {})
    if step == "minta":
        given["initial"].setdefault("fields_asked", [one.name for one in file.papers if one.refused_why])
        given["initial"].setdefault("text", " ".join(one.refused_why for one in file.papers if one.refused_why))
        return forms.Ask(data, choices=askable(file), **given)
    if step == "teruskan":
        return forms.Transfer(data, choices=offices_beside(file.task), **given)
    if not step and file.draft is not None:
        given["initial"]["seen"] = file.draft.contents.stamp
        return forms.Sign(data, **given)
    return (forms.Reject if step == "tolak" else forms.Finish)(data, **given)


def askable(file: Casefile) -> list[tuple[str, str]]:
    """Return what the applicant can mend: what they answered and the papers; what a source says is mended there."""
    found = [(one.name, spoken.words(one.label)) for one in file.made.fields if one.name in file.case.answers]
    given = {one.name for one in file.papers}
    names = {name for name, _label in found}
    return found + [
        (f"document:{need.kind}", spoken.words(need.label))
        for need in file.made.documents
        if f"document:{need.kind}" in given and f"document:{need.kind}" not in names
    ]


def offices_beside(task: Task | None) -> list[tuple[str, str]]:
    """Return the offices a stage can be passed on to."""
    here = task.organisation_id if task else None
    return [(str(pk), name) for pk, name, _area in registry.unit_choices(None) if pk != here]


def offers_for(file: Casefile, place: str) -> list[Offered]:
    if file.task is None or place not in {*STEPS, "periksa", "percakapan"}:
        return []
    used_for = _USED_FOR.get(place, For.FINISH)
    return phrasebook.offered(file.case, file.task, file.made, used_for, actor=file.actor)


def file_of(case: Case, task: Task | None, *, actor: Actor) -> Casefile:
    return Casefile(case, task, actor)
