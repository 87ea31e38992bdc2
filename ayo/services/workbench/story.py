"""What happened in a case, line by line, as officers read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ayo.services import spoken
from ayo.services.data import Deed, Definition
from ayo.services.models import Case, Line
from ayo.services.workbench import words

TALK = (Deed.MESSAGE, Deed.NOTE, Deed.RETURNED, Deed.RESUBMITTED)


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the history, or of the talk."""

    title: str
    who: str
    text: str
    at: datetime
    state: str
    is_internal: bool
    is_ours: bool
    fields: str


def told(line: Line, case: Case, made: Definition) -> Told:
    title = str(words.DEEDS.get(line.deed, line.deed))
    if line.stage and line.deed in {Deed.STAGE_DONE, Deed.TAKEN, Deed.ASSIGNED}:
        title = f"{title}: {spoken.words(made.stage(line.stage).title)}"
    who = line.actor_label
    if line.deed == Deed.ASSIGNED:
        who = _("%(who)s kepada %(to)s") % {"who": who, "to": line.facts.get("to", "")}
    return Told(
        title=title,
        who=who,
        text=line.text,
        at=line.at,
        state=words.TONES.get(line.deed, ""),
        is_internal=line.is_internal,
        is_ours=line.actor_id not in {case.applicant_id, case.subject_id} and line.on_behalf_of is None,
        fields=", ".join(labels_of(made, line.fields)),
    )


def labels_of(made: Definition, names: Sequence[str]) -> list[str]:
    """Return how the form calls fields and papers."""
    labels = {field.name: spoken.words(field.label) for field in made.fields}
    labels |= {f"document:{need.kind}": spoken.words(need.label) for need in made.documents}
    return [labels[name] for name in names if name in labels]
