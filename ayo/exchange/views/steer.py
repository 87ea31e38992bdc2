"""Decisions about deliveries: stop, go on, test, bring again, try again, give up, compare."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ayo.common import clock
from ayo.common.errors import DomainError
from ayo.common.http import Request
from ayo.events import facade as events
from ayo.events.facade import PositionGone
from ayo.exchange import actions, forms, lists
from ayo.exchange.data import Mode
from ayo.exchange.errors import NothingToDo
from ayo.exchange.models import App
from ayo.exchange.views import detail, sight
from ayo.ui import filters
from ayo.ui.show import show

AT_ONCE = 200


@sight.for_exchange
@require_POST
def pause(request: Request, slug: str) -> HttpResponse:
    app = sight.managed(request, slug)
    form = forms.Reason(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tulis alasan jeda, supaya rekan Anda tahu."))
        return redirect("exchange:app", slug=app.slug)
    reason = form.cleaned_data["reason"]
    return _do(request, app, lambda: actions.pause(app=app, reason=reason, actor=request.actor), _("Kiriman dijeda."))


@sight.for_exchange
@require_POST
def resume(request: Request, slug: str) -> HttpResponse:
    app = sight.managed(request, slug)
    done = _("Kiriman berlanjut dari nomor urut terakhir.")
    return _do(request, app, lambda: actions.resume(app=app, actor=request.actor), done)


@sight.for_exchange
@require_POST
def test(request: Request, slug: str) -> HttpResponse:
    app = sight.managed(request, slug)
    try:
        reference = actions.send_test(app=app, actor=request.actor)
    except NothingToDo:
        messages.error(request, _("Hanya aplikasi yang menerima kiriman dapat diuji."))
        return redirect("exchange:app", slug=app.slug)
    return redirect(f"{reverse('exchange:app', args=[app.slug])}?uji={reference}")


@sight.for_exchange
@require_http_methods(["GET", "POST"])
def replay(request: Request, slug: str) -> HttpResponse:
    """First say how many events would come again, then ask for it; the position is fixed by what was shown."""
    app = sight.managed(request, slug)
    if request.method == "POST":
        return _replay(request, app)
    form = forms.Replay(request.GET if request.GET else None)
    head = events.head()
    after = _beginning(form, head) if form.is_valid() else None
    context = detail.frame(
        request, app, "app",
        form=form, head=head, after=after, seen=lists.newest_command(app), is_pull=app.mode == Mode.PULL,
    )  # fmt: skip
    return show(request, "exchange/replay.html", context, status=422 if form.is_bound and after is None else 200)


@sight.for_exchange
@require_POST
def decide(request: Request, slug: str) -> HttpResponse:
    """Let parked events be tried again, some or all, or give them up with a reason."""
    app = sight.managed(request, slug)
    ids = None if request.POST.get("semua") else _ids(request)
    back = redirect("exchange:app_parked", slug=app.slug)
    rows = lists.parked_rows(app, ids, limit=AT_ONCE)
    if not rows:
        messages.error(request, _("Pilih sedikitnya satu yang masih tertahan."))
        return back
    if request.POST.get("putusan") == "hentikan":
        form = forms.Reason(request.POST)
        if ids is None or not form.is_valid():
            messages.error(request, _("Tulis alasan menghentikan; alasan itu tercatat."))
            return back
        reason = form.cleaned_data["reason"]
        done = _each(lambda row: actions.discard_parked(parked=row, reason=reason, actor=request.actor), rows)
        said = ngettext("%(num)s kejadian dihentikan.", "%(num)s kejadian dihentikan.", done)
    else:
        done = _each(lambda row: actions.retry_parked(parked=row, actor=request.actor), rows)
        said = ngettext("%(num)s kejadian dicoba lagi sekarang.", "%(num)s kejadian dicoba lagi sekarang.", done)
    messages.success(request, said % {"num": filters.number(done)})
    return back


@sight.for_exchange
@require_POST
def compare(request: Request, slug: str) -> HttpResponse:
    app = sight.managed(request, slug)
    back = request.POST.get("kembali") == "semua"
    try:
        with sight.one_at_a_time(app):
            if lists.is_comparing(app, clock.now() - lists.AT_WORK):
                raise NothingToDo(_("Pembandingan sedang berjalan."))
            actions.request_reconciliation(app=app, kind=None, actor=request.actor)
    except NothingToDo:
        messages.error(request, _("Tidak dimulai: pembandingan sedang berjalan, atau alamat pembanding belum diisi."))
    else:
        messages.success(request, _("Pembandingan dimulai."))
    return redirect("exchange:drift") if back else redirect("exchange:reconciliation", slug=app.slug)


def _replay(request: Request, app: App) -> HttpResponse:
    position = detail.number(request.POST.get("position"))
    try:
        with sight.one_at_a_time(app):
            sight.unchanged(request.POST.get("seen"), lists.newest_command(app))
            count = actions.replay(app=app, from_position=position, from_time=None, actor=request.actor)
    except NothingToDo:
        messages.error(request, _("Aplikasi yang menarik memilih sendiri nomor urutnya."))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        said = ngettext("%(num)s kejadian dikirim ulang.", "%(num)s kejadian dikirim ulang.", count)
        messages.success(request, said % {"num": filters.number(count)})
    return redirect("exchange:attempts", slug=app.slug)


def _beginning(form: forms.Replay, head: int) -> int | None:
    """Return the position after which the log comes again; None, with the reason on the form, when there is none."""
    try:
        after = events.position_at(form.moment) if form.moment else form.cleaned_data["position"] - 1
        events.require_kept(after)
    except PositionGone as error:
        form.add_error(None, _("Log hanya memuat kejadian mulai nomor urut %s.") % filters.number(error.lowest))
        return None
    if after >= head:
        form.add_error(None, _("Sejak itu belum ada kejadian; nomor urut terakhir %s.") % filters.number(head))
        return None
    return int(after)


def _do(request: Request, app: App, act: Callable[[], object], done: str) -> HttpResponse:
    """Carry out a decision; one that was already carried out is no fault."""
    try:
        act()
    except NothingToDo:
        messages.info(request, _("Sudah begitu; tidak ada yang diubah."))
    else:
        messages.success(request, done)
    return redirect("exchange:app", slug=app.slug)


def _each(act: Callable[[Any], None], rows: list[Any]) -> int:
    """Decide one after the other; what the relay settled in the meantime needs no decision any more."""
    done = 0
    for row in rows:
        try:
            act(row)
        except NothingToDo:
            continue
        done += 1
    return done


def _ids(request: Request) -> list[int]:
    """Return the chosen rows; one tick may stand for all events of a subject."""
    found = [detail.number(text) for value in request.POST.getlist("id") for text in value.split(",")]
    return [number for number in found if number is not None]
