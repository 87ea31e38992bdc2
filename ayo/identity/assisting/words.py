"""How an assistance stands, and why one may not help, for people."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ayo.identity.assisting.data import ConfirmedBy, Standing

STANDINGS: Mapping[Standing, Promise] = {
    Standing.ASKED: _("menunggu jawaban"),
    Standing.CONFIRMED: _("diizinkan"),
    Standing.REFUSED: _("ditolak"),
    Standing.LAPSED: _("tidak dijawab"),
    Standing.ENDED: _("diakhiri"),
    Standing.OVER: _("waktunya habis"),
}
BY: Mapping[str, Promise] = {
    ConfirmedBy.CODE: _("dengan kode"),
    ConfirmedBy.PASSKEY: _("dengan kunci sandi"),
}
"""How a resident agreed."""
