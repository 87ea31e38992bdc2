"""Tim: what units achieved, and how the predicates of their people spread against the pattern in force."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.performance import access, actions, law, periods
from ayo.performance.data.rating import Achievement
from ayo.performance.forms import unit as unit_forms
from ayo.performance.models import UnitRating
from ayo.performance.pages import unit as unit_page
from ayo.performance.queries import unit_ratings
from ayo.performance.words import ratings as rating_words
from ayo.registry import facade as registry
from ayo.ui.guard import me, signed_in
from ayo.ui.show import show


@require_safe
@never_cache
@signed_in
def units(request: Request) -> HttpResponse:
    """Show the units one leads and those directly below, with what each achieved in a period."""
    led = access.led_units(request.actor)
    if not led and registry.employment_of(me(request)) is None:
        raise NotFound("Only employees have a team.")
    chosen = periods.chosen(request.GET.get("periode", ""))
    own = sorted(registry.organisation_names(led).items(), key=lambda one: one[1]) if led else []
    below = access.units_below(request.actor) if led else []
    found = unit_page.lines([*own, *below], chosen)
    context = {
        "own": found[: len(own)], "below": found[len(own) :], "period": rating_words.period(*chosen),
        "periods": periods.chips(chosen),
    }  # fmt: skip
    return show(request, "performance/unit_spreads.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def one(request: Request, organisation_id: UUID) -> HttpResponse:
    """Show how predicates spread in a unit; the unit above sets what it achieved, its leader justifies the spread."""
    is_above, leads = access.is_above(request.actor, organisation_id), access.leads(request.actor, organisation_id)
    if not is_above and not leads:
        raise NotFound("No such unit.")
    chosen = periods.chosen(request.GET.get("periode", ""))
    kind, since, _until = chosen
    rating = unit_ratings.of_units([organisation_id], kind=kind, since=since).get(organisation_id)
    form = _form(request, rating, is_above=is_above)
    if form is not None and form.is_valid() and _said(request, organisation_id, chosen, form):
        return redirect(f"{request.path}?periode={periods.code(kind, since)}")
    given = unit_ratings.predicates([organisation_id], kind=kind, since=since)[organisation_id]
    context = unit_page.spread(rating, given, since) | {
        "name": registry.unit_name(organisation_id), "period": rating_words.period(*chosen),
        "periods": periods.chips(chosen), "form": form, "is_above": is_above,
        "basis": law.evaluation(since).legal_basis,
        "steps": unit_page.history(unit_ratings.steps_of(rating)) if rating else [],
    }  # fmt: skip
    status = 422 if form is not None and form.is_bound else 200
    return show(request, "performance/unit_spread.html", context, status=status)


def _form(
    request: Request, rating: UnitRating | None, *, is_above: bool
) -> unit_forms.Achieved | unit_forms.Justified | None:
    """Return what the reader may say of the unit now: its leader justifies only what was set."""
    if is_above:
        known = (
            {"version": rating.version, "achievement": rating.achievement, "reason": rating.reason} if rating else {}
        )
        return unit_forms.Achieved(request.POST or None, initial={"version": 0} | known)
    if rating is None:
        return None
    initial = {"version": rating.version, "justification": rating.justification}
    return unit_forms.Justified(request.POST or None, initial=initial)


def _said(
    request: Request, organisation_id: UUID, chosen: periods.Period,
    form: unit_forms.Achieved | unit_forms.Justified,
) -> bool:  # fmt: skip
    given, kind, since = form.cleaned_data, chosen[0], chosen[1]
    try:
        if isinstance(form, unit_forms.Achieved):
            actions.set_achievement(
                organisation_id=organisation_id, kind=kind, since=since, achievement=Achievement(given["achievement"]),
                reason=given["reason"], version=given["version"], actor=request.actor,
            )  # fmt: skip
        else:
            actions.justify_spread(
                organisation_id=organisation_id, kind=kind, since=since, justification=given["justification"],
                version=given["version"], actor=request.actor,
            )  # fmt: skip
    except DomainError as error:
        form.add_fault(error)
        rating = unit_ratings.of_units([organisation_id], kind=kind, since=since).get(organisation_id)
        form.data = {**request.POST.dict(), "version": str(rating.version if rating else 0)}
        return False
    messages.success(request, _("Tersimpan."))
    return True
