"""The inbox: what happened, what waits, and the way to it; and how one wants to be told beside it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ayo.common.actor import Right, Role
from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.notices import actions, forms, queries, words
from ayo.ui.guard import declared, for_roles, me, oneself_or_for_another, signed_in, with_account
from ayo.ui.show import show

PAGE = 30


@require_safe
@oneself_or_for_another(Right.INBOX, "MESSAGES")
def inbox(request: Request) -> HttpResponse:
    only_tasks = request.GET.get("isi") == "tugas"
    listed = queries.tasks if only_tasks else queries.inbox
    letters = listed(_whose(request), before=_before(request), limit=PAGE + 1)
    more = f"?sebelum={letters[PAGE - 1].id}{'&isi=tugas' if only_tasks else ''}" if len(letters) > PAGE else ""
    context = {
        "letters": letters[:PAGE],
        "ways": words.ways(queries.sendings_of([letter.id for letter in letters[:PAGE]])),
        "only_tasks": only_tasks,
        "open_tasks": queries.open_tasks(_whose(request)),
        "next": more,
        "is_first": "sebelum" not in request.GET,
    }
    return show(request, "notices/inbox.html", context, fragment="list")


@require_safe
@oneself_or_for_another(Right.INBOX, "MESSAGES")
def open_letter(request: Request, notice_id: UUID) -> HttpResponse:
    """Go where the letter leads; having gone there is having read it."""
    letter = queries.letter(_whose(request), notice_id)
    if letter is None:
        raise NotFound("No such letter.")
    if request.actor.on_behalf_of is not None:
        # To the one it was written to it stays new.
        actions.note_reading(notice_id=notice_id, actor=request.actor)
    elif letter.is_new:
        actions.mark_read(person_id=request.actor.id, notice_id=notice_id)
    return redirect(letter.url or "notices:inbox")


def _whose(request: Request) -> UUID:
    return request.actor.on_behalf_of or request.actor.id


@require_POST
@with_account(Right.INBOX)
def read_all(request: Request) -> HttpResponse:
    count = actions.mark_read(person_id=request.actor.id, notice_id=None)
    said = ngettext("%(num)s kabar ditandai dibaca.", "%(num)s kabar ditandai dibaca.", count)
    messages.success(request, said % {"num": count})
    return redirect("notices:inbox")


@require_safe
@declared("people: each their own count; others hear nothing")
def unread(request: Request) -> HttpResponseBase:
    """Answer the bell of a page that stays open.

    A session that has ended is answered with silence: a bell must not take a page from under somebody's hands.
    """
    if _is_part(request) and request.actor.is_anonymous:
        return HttpResponse(status=204)
    return _bell(request)


@with_account(Right.INBOX)
def _bell(request: Request) -> HttpResponse:
    """Without htmx the inbox itself is the answer."""
    if not _is_part(request):
        return redirect("notices:inbox")
    return show(request, "notices/unread.html", {"new": queries.unread(request.actor.id)})


def _is_part(request: Request) -> bool:
    return request.headers.get("HX-Request-Type") == "partial"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def settings(request: Request) -> HttpResponse:
    """Set how the signed-in person is reached; there is no address for anybody else's."""
    wishes, offered = queries.wishes_of(me(request)), queries.offered()
    form = forms.Preferences(request.POST or None, wishes=wishes, offered=offered)
    if form.is_valid():
        actions.choose(actor=request.actor, **form.chosen())
        messages.success(request, _("Pengaturan disimpan."))
        return redirect("notices:settings")

    addresses = queries.addresses_of(me(request))
    context = {"form": form, "offered": offered, "hints": words.hints(offered, addresses)}
    return show(request, "notices/settings.html", context, status=422 if form.is_bound else 200)


@require_safe
@for_roles(Role.INTEGRATOR)
def carriers(request: Request) -> HttpResponse:
    """Whether mail server and gateway carry anything now."""
    context = {"carriers": [words.carrier(*one) for one in queries.carriers()]}
    return show(request, "notices/carriers.html", context)


def _before(request: Request) -> UUID | None:
    try:
        return UUID(request.GET.get("sebelum", ""))
    except ValueError:
        return None
