"""How scopes, grounds and refusals of acting for another are said."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ayo.identity.delegating.data import Ground, Scope

SCOPES: Mapping[Scope, Promise] = {
    Scope.SEE: _("Melihat data saya"),
    Scope.CORRECT: _("Membetulkan data saya"),
    Scope.APPLY: _("Mengajukan layanan atas nama saya"),
    Scope.MESSAGES: _("Membaca kabar untuk saya"),
}
DONE: Mapping[Scope, Promise] = {
    Scope.SEE: _("melihat data"),
    Scope.CORRECT: _("membetulkan data"),
    Scope.APPLY: _("mengajukan layanan"),
    Scope.MESSAGES: _("membaca kabar"),
}
GROUNDS: Mapping[Ground, Promise] = {
    Ground.DELEGATION: _("dengan kuasanya"),
    Ground.PARENT: _("sebagai orang tuanya, menurut kartu keluarga"),
    Ground.GUARDIAN: _("sebagai walinya, menurut penetapan"),
}
REASONS: Mapping[str, Promise] = {
    "child_gives_none": _("Anak di bawah 18 tahun belum dapat memberi kuasa."),
    "child_takes_none": _("Anak di bawah 18 tahun belum dapat menerima kuasa."),
    "nothing": _("Pilih sedikitnya satu hal."),
    "ends_too_soon": _("Hari terakhir sudah lewat, atau sebelum hari pertamanya."),
    "too_long": _("Paling lama setahun; sesudah itu dapat diberikan lagi."),
}


def done(scopes: Iterable[str]) -> str:
    """Say what somebody may do, in the order of the scopes."""
    held = set(scopes)
    if held >= set(DONE):
        return gettext("semua hal")
    return ", ".join(str(said) for scope, said in DONE.items() if scope in held)
