"""Organisasi: the tree of the city's units on any day, and one unit with its history."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ayo.common import clock
from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.registry import access, by_name, forms, kinds, lists, models, tree, words
from ayo.registry.data import Kind
from ayo.registry.rules import history
from ayo.ui.guard import signed_in
from ayo.ui.show import show

EMPLOYEES = 50


@require_safe
@signed_in
def organisations(request: Request) -> HttpResponse:
    form = forms.AsOf(request.GET or {})
    chosen = form.cleaned_data if form.is_valid() else {}
    day, words_given = chosen.get("pada") or clock.today(), chosen.get("q", "")
    units = lists.organisations_on(day)
    context: dict[str, Any] = {
        "form": forms.AsOf(initial={"pada": day, "q": words_given}),
        "day": day,
        "words": words_given,
        "total": len(units),
        "found": tree.found(units, words_given) if words_given else [],
        "nodes": [] if words_given else tree.grown(units),
    }
    return show(request, "registry/organisations.html", context, fragment="tree")


@require_safe
@signed_in
def organisation(request: Request, organisation_id: UUID) -> HttpResponse:
    unit = access.organisations_visible_to(request.actor).select_related("parent").filter(pk=organisation_id).first()
    if unit is None:
        raise NotFound("No such organisation.")
    said = kinds.said_of(Kind.ORGANISATION, unit.pk)
    context: dict[str, Any] = {
        "unit": unit,
        "crumbs": tree.path_of(unit),
        "facts": _facts(unit, history.known(said, valid_on=clock.today())),
        "past": tree.past(said, _names(unit)),
        "below": tree.below(unit),
        "serving": tree.serving(unit),
        "employees": _employees(request, unit),
    }
    return show(request, "registry/organisation.html", context)


def _facts(unit: models.Organisation, known: Any) -> list[dict[str, Any]]:
    values = kinds.SPECS[Kind.ORGANISATION].values_of(unit)
    names = _names(unit)
    return [
        {
            "label": words.field(Kind.ORGANISATION, name),
            "value": words.value(Kind.ORGANISATION, name, value, names),
            "source": words.source(known[name].source) if name in known else "",
            "on": known[name].valid_from if name in known else None,
        }
        for name, value in values.items()
        if value not in (None, "") and name != "name"
    ]


def _names(unit: models.Organisation) -> dict[str, str]:
    return {str(unit.parent_id): unit.parent.name} if unit.parent else {}


def _employees(request: Request, unit: models.Organisation) -> dict[str, Any]:
    """Return a page of the people in service here that this reader may see, and where the next one is."""
    after = request.GET.get("sesudah", "")
    found = by_name.staff_of(unit.pk, actor=request.actor, after=_id_of(after), limit=EMPLOYEES + 1)
    shown = found[:EMPLOYEES]
    visible = by_name.visible_among([one.person_id for one in shown], actor=request.actor)
    return {
        "rows": [
            {
                "label": one.person.titled_name,
                "hint": one.post or _("tanpa jabatan"),
                "url": tree.person_url(one.person_id) if one.person_id in visible else "",
                "icon": "user-check",
            }
            for one in shown
        ],
        "first": "?#pegawai" if after else "",
        "next": f"?sesudah={shown[-1].pk}#pegawai" if len(found) > EMPLOYEES else "",
    }


def _id_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
