"""Reading somebody else's data: what for is asked once, remembered for the session, and written down each time."""

from datetime import timedelta

from django.http import HttpResponse

from ayo.common import clock
from ayo.common.http import Request
from ayo.portal import fields, forms
from ayo.portal.subjects import Subject
from ayo.registry import facade as registry
from ayo.ui.show import show

KEPT_FOR = timedelta(hours=4)
OWN_FAMILY = "Keluarga sendiri"
FOR_ANOTHER = "Bertindak atas namanya"
_KEY = "portal_purpose"


def purpose_of(request: Request) -> str:
    """Return what the reader said to be reading for, or nothing when that is too long ago."""
    kept = request.session.get(_KEY)
    if not isinstance(kept, list) or len(kept) != 2 or kept[1] < clock.now().timestamp():
        return ""
    return str(kept[0])


def remember(request: Request, purpose: str) -> None:
    request.session[_KEY] = [purpose, (clock.now() + KEPT_FOR).timestamp()]


def forget(request: Request) -> None:
    request.session.pop(_KEY, None)


def masked_for(request: Request, subject: Subject) -> frozenset[str]:
    """Return the fields to hide, after writing down that this reader opened this person's data and why."""
    if subject.is_self:
        note_for_another(request)
        return frozenset()
    purpose = _purpose_for(request, subject)
    opened = fields.SECRET if purpose else ()
    registry.note_reading(person_id=subject.id, fields=opened, purpose=purpose, actor=request.actor)
    return frozenset() if purpose else fields.SECRET


def note_for_another(request: Request) -> None:
    """Write down that somebody who acts for a person opened that person's data; one's own is nobody's business."""
    whom = request.actor.on_behalf_of
    if whom is not None:
        registry.note_reading(person_id=whom, fields=(), purpose=FOR_ANOTHER, actor=request.actor)


def is_open(request: Request, subject: Subject) -> bool:
    """Tell whether this reader may see the values themselves: one's own, the family's, or with a purpose."""
    return subject.is_self or bool(_purpose_for(request, subject))


def _purpose_for(request: Request, subject: Subject) -> str:
    return OWN_FAMILY if is_family(request, subject) else purpose_of(request)


def is_family(request: Request, subject: Subject) -> bool:
    return any(one.id == request.actor.person_id for one in subject.dossier.members)


def ask_purpose(request: Request, subject: Subject, form: forms.Purpose, *, status: int) -> HttpResponse:
    """Show the question what for, and the way back to the page that raised it."""
    way_on = request.POST.get("next") or request.get_full_path()
    context = {"subject": subject, "purpose_form": form, "next": way_on}
    return show(request, "portal/purpose.html", context, status=status)
