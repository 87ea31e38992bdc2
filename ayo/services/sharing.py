"""Cases as connected applications get them: the words of the fields, the event, and how the exchange reads them."""

from collections.abc import Collection
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ayo.common import clock
from ayo.exchange import facade as exchange
from ayo.registry.data import Record
from ayo.services import access, spoken, versions
from ayo.services.actions.keeping import record_of
from ayo.services.events import CaseChanged
from ayo.services.models import Case

KIND = CaseChanged.KIND
FIELDS: dict[str, str | Promise] = {
    "number": _("Nomor urusan"),
    "service": _("Jenis layanan"),
    "state": _("Keadaan"),
    "organisation_id": _("Kantor penanggung jawab"),
    "area": _("Kelurahan pemohon"),
    "applicant_id": _("Pemohon"),
    "subject_id": _("Orang yang diurus"),
    "submitted_at": _("Masuk pada"),
    "due_on": _("Janji selesai"),
    "ended_at": _("Selesai pada"),
    "answers": _("Jawaban isian"),
}
SENSITIVE = frozenset({"applicant_id", "subject_id", "answers"})

Scoped = tuple[Record, str, tuple[str, ...]]


def offer() -> None:
    """Let contracts name cases; called when the process starts."""
    exchange.offer_kind(
        exchange.Offer(
            kind=KIND,
            label=_("Urusan warga"),
            event_type=CaseChanged.TYPE,
            fields=FIELDS,
            sensitive=SENSITIVE,
            source="SERVICES",
            source_label=_("Layanan kota"),
            groups_label=_("Layanan"),
            groups=services,
            records_of=records_of,
            records_after=records_after,
        )
    )


def services() -> dict[str, str | Promise]:
    """Return what is offered today by its code: a contract may name some of it."""
    made = [versions.definition_of(one.pk) for one in versions.in_force_on(clock.today())]
    return {one.code: spoken.words(one.name) for one in sorted(made, key=lambda one: one.code)}


def records_of(ids: Collection[UUID]) -> list[Scoped]:
    return [_scoped(case) for case in Case.objects.filter(pk__in=list(ids))]


def records_after(after: UUID | None, limit: int, areas: tuple[str, ...]) -> list[Scoped]:
    """Return a page of cases in the order of their ids, narrowed to areas."""
    rows = access.in_areas(Case.objects.all(), areas)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return [_scoped(case) for case in rows.order_by("pk")[:limit]]


def _scoped(case: Case) -> Scoped:
    made = versions.definition_of(case.service_version_id)
    record = Record(KIND, case.pk, case.version, record_of(case, made), case.submitted_at)
    return record, case.area, (made.code,)
