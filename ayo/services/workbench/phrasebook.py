"""The texts offered for a deed on a case, with their places filled: the region's and the officer's own."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ayo.common.actor import Actor
from ayo.registry import facade as registry
from ayo.services import spoken
from ayo.services.catalogue import phrases as shipped
from ayo.services.data import Definition
from ayo.services.data.desk import For
from ayo.services.models import Case, Phrase, Task
from ayo.services.rules import phrases
from ayo.ui.filters import day_of_month


@dataclass(frozen=True, slots=True)
class Offered:
    """A text that may be put in; `key` names it in the form."""

    key: str
    title: str
    text: str
    is_own: bool


def offered(case: Case, task: Task, made: Definition, used_for: For, *, actor: Actor) -> list[Offered]:
    """Return what fits this service and deed: own texts first; one query for them."""
    values = _values(case, task, made, actor)
    own = Phrase.objects.filter(person_id=actor.id, used_for=used_for).filter(service__isnull=True)
    of_service = Phrase.objects.filter(person_id=actor.id, used_for=used_for, service_id=case.service_id)
    found = [
        Offered(str(row.pk), row.title, phrases.filled(row.text, values), True)
        for row in (own | of_service).order_by("title")
    ]
    for number, one in enumerate(shipped.shipped()):
        if one.used_for is used_for and (not one.services or made.code in one.services):
            text = phrases.filled(spoken.words(one.text), values)
            found.append(Offered(f"kota-{number}", spoken.words(one.title), text, False))
    return found


def chosen(offers: list[Offered], key: str) -> str:
    """Return the text of a key, or nothing."""
    return next((one.text for one in offers if one.key == key), "")


def _values(case: Case, task: Task, made: Definition, actor: Actor) -> dict[str, str]:
    return {
        "nama": case.applicant.titled_name,
        "layanan": spoken.words(made.name),
        "nomor": case.number,
        "tahap": spoken.words(made.stage(task.stage).title),
        "kantor": registry.unit_name(task.organisation_id),
        "petugas": actor.label or _("petugas"),
        "tenggat": day_of_month(case.due_on),
    }
