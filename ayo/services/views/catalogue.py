"""Layanan: what the city offers, found by words, by what happens in a life or by office; each on its own page."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ayo.common import clock
from ayo.common.actor import Right
from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.services import access, foreseen, issued, leaflet, offers, spoken
from ayo.services.catalogue import life
from ayo.services.data import Definition
from ayo.services.data.offers import Offer
from ayo.services.forms.reckoning import Reckoning
from ayo.services.issued import Issued
from ayo.services.queries import catalogue, pace, satisfaction, search
from ayo.services.rules import fees
from ayo.services.rules.periods import Period
from ayo.services.rules.satisfaction import Index
from ayo.services.views import figures
from ayo.ui.guard import open_to_all
from ayo.ui.jinja import url
from ayo.ui.show import show

MOST = 20
POPULAR = 4


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all("what the city offers is for everybody; words come as POST, for people type names and numbers too")
def services(request: Request) -> HttpResponse:
    words = request.POST.get("q", "")[:100].strip()
    context: dict[str, Any] = {"words": words, "lives": offers.lives(), "found": (), "meant": "", "groups": ()}
    if words:
        result = search.found(words, limit=MOST)
        context |= {"found": [leaflet.row(one) for one in result.offers], "meant": result.meant}
    else:
        context |= _listed(request, catalogue.offers())
    return show(request, "services/services.html", context, fragment="results")


def _listed(request: Request, offered: Sequence[Offer]) -> dict[str, Any]:
    """Everything by office, or what belongs to one event of a life or to one office."""
    event = life.events().get(request.GET.get("kebutuhan", ""))
    if event is not None:
        chosen = [leaflet.row(one) for one in offered if event.code in one.made.life_events]
        return {"chosen": spoken.words(event.label), "found": chosen}
    office = request.GET.get("kantor", "")
    owned = [one for one in offered if one.made.owner == office]
    if owned:
        return {"chosen": leaflet.owner(owned[0].made), "found": [leaflet.row(one) for one in owned]}
    asked_for = pace.popular(POPULAR)
    by_id = {one.service_id: one for one in offered}
    popular = [leaflet.row(by_id[one]) for one in asked_for if one in by_id]
    return {"chosen": "", "groups": _by_office(offered), "popular": popular}


def _by_office(offered: Sequence[Offer]) -> list[dict[str, Any]]:
    groups: dict[str, list[Offer]] = {}
    for one in offered:
        groups.setdefault(one.made.owner, []).append(one)
    listed = [
        {
            "title": leaflet.owner(ones[0].made),
            "id": f"kantor-{code.lower()}",
            "url": f"{url('services:services')}?kantor={code}",
            "rows": [leaflet.row(one) for one in ones],
        }
        for code, ones in groups.items()
    ]
    return sorted(listed, key=lambda group: (-len(group["rows"]), group["title"]))


@require_safe
@open_to_all("the standard of a service must be told to whoever asks; what is known of somebody only that person sees")
def service(request: Request, service: str) -> HttpResponse:
    offer = catalogue.offer(service)
    if offer is None:
        raise NotFound("No such service.")
    made = offer.made
    person_id = access.applicant_of(request.actor) if request.actor.may(Right.RECORD) else None
    awaits = foreseen.for_person(made, person_id) if person_id else foreseen.for_anybody(made)
    counted = pace.of_service(offer.service_id)
    context: dict[str, Any] = {
        **_terms(made),
        "papers": leaflet.papers(made, _letters(made, person_id)),
        "code": offer.code,
        "awaits": awaits,
        "is_known": person_id is not None,
        "is_guest": person_id is None and not request.actor.is_anonymous,
        "begin_url": url("services:begin", offer.code),
        "ask_url": url("services:ask_help", offer.code) if request.actor.may(Right.RECORD) else "",
        "figures": figures.of(counted, made),
        "rating": figures.rating(_said_this_year(offer)),
        **_reckoned(request, made),
    }
    return show(request, "services/service.html", context, fragment="bill")


def _letters(made: Definition, person_id: UUID | None) -> dict[str, Issued]:
    """Return what the city wrote for whoever looks, as far as this service asks for it."""
    return issued.held(issued.letters_for(made, applicant=person_id, subject=None)) if person_id else {}


def _said_this_year(offer: Offer) -> Index | None:
    cells = satisfaction.cells(Period(clock.today().year, 0))
    return satisfaction.by_service(cells).get(offer.service_id, satisfaction.EMPTY).index


def _terms(made: Definition) -> dict[str, Any]:
    event = life.events().get(made.life_events[0]) if made.life_events else None
    published, others = leaflet.standard(made)
    return {
        "name": spoken.words(made.name),
        "summary": spoken.words(made.summary),
        "life": (spoken.words(event.label), f"{url('services:services')}?kebutuhan={event.code}") if event else None,
        "owner": leaflet.owner(made),
        "fee": leaflet.fee(made),
        "promise": made.days,
        "visit": spoken.words(made.visit) if made.visit else _("Tidak"),
        "way": leaflet.way(made),
        "published": published,
        "others": others,
        "tariff": list(leaflet.tariff(made)),
        "has_sample_rates": made.has_sample_rates,
        "result": spoken.words(made.letter.title) if made.letter else "",
        "valid_days": made.letter.valid_days if made.letter else 0,
    }


def _reckoned(request: Request, made: Definition) -> dict[str, Any]:
    """Work out the fee for the answers in the address, if the fee depends on any; nothing personal is among them."""
    if not made.charges:
        return {"reckoning": None, "bill": None}
    form = Reckoning(request.GET if "hitung" in request.GET else None, made)
    if not form.is_bound or not form.is_valid():
        return {"reckoning": form, "bill": None}
    bill = fees.bill(made, form.answers())
    return {"reckoning": form, "bill": {"lines": leaflet.bill_lines(bill), "total": bill.total}}
