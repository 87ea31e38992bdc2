"""The redundancy meter on a page: what each service still asks, and every question the city could answer itself."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ayo.common.http import Request
from ayo.services import leaflet, spoken
from ayo.services.data import Definition
from ayo.services.offers import METER_ROLES
from ayo.services.queries import catalogue
from ayo.services.rules import redundancy
from ayo.services.rules.redundancy import Finding, Why
from ayo.ui.guard import for_roles
from ayo.ui.show import show

WHY: Mapping[Why, Promise] = {
    Why.HELD: _("Kota sudah memegangnya: %(answer)s"),
    Why.PROVES: _("Hanya membuktikan yang sudah dipegang: %(answer)s"),
    Why.ISSUED: _("Diterbitkan kota sendiri: %(answer)s"),
    Why.TWICE: _("Ditanyakan dua kali dalam satu isian: %(answer)s"),
    Why.ELSEWHERE: _("Layanan lain menanyakannya juga: %(answer)s"),
}


@require_safe
@for_roles(*METER_ROLES)
def meter(request: Request) -> HttpResponse:
    offered = [offer.made for offer in catalogue.offers()]
    found = redundancy.findings(offered)
    names = {made.code: spoken.words(made.name) for made in offered}
    lines = [_line(made, [one for one in found if one.service == made.code], names) for made in offered]
    context: dict[str, Any] = {
        "lines": sorted(lines, key=lambda line: (-len(line["findings"]), -line["asked"], line["name"])),
        "found": len(found),
        "held": sum(line["held"] for line in lines),
        "fields": sum(line["fields"] for line in lines),
        "asked": sum(line["asked"] for line in lines),
        "papers": sum(line["handed_in"] for line in lines),
        "fetched": sum(line["fetched"] for line in lines),
    }
    return show(request, "services/redundancy.html", context)


def _line(made: Definition, found: list[Finding], names: Mapping[str, str]) -> dict[str, Any]:
    weight = redundancy.weight(made)
    return {
        "code": made.code,
        "name": spoken.words(made.name),
        "owner": leaflet.owner_short(made),
        "held": weight.held + weight.kept,
        "kept": weight.kept,
        "asked": weight.asked,
        "conditional": weight.conditional,
        "fields": weight.fields,
        "fetched": weight.fetched,
        "handed_in": weight.handed_in,
        "findings": [_finding(made, one, names) for one in found],
    }


def _finding(made: Definition, one: Finding, names: Mapping[str, str]) -> dict[str, str]:
    kind = one.place.removeprefix("document:")
    needs = {need.kind: need.label for need in made.documents}
    label = needs[kind] if kind != one.place else made.field(one.place).label
    return {"what": spoken.words(label), "why": str(WHY[one.why]) % {"answer": names.get(one.answer, one.answer)}}
