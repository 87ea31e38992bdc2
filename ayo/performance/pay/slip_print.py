"""A slip on paper: what its page says, line by line, under the header of the city.

Papers are written in the language of the city, whoever reads the screen they are asked for on.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from ayo.common import clock
from ayo.files import facade as files
from ayo.files.data import Printed
from ayo.performance.pay import slip_page
from ayo.performance.queries.slips import Kept
from ayo.region.facade import pack
from ayo.ui.filters import day_of_month, moment, number, rupiah, weekday

TEMPLATE = "papers/slip-tpp.typ"


def printed(kept: Kept, *, name: str, nip: str) -> Printed:
    """Print the slip of somebody by this name and NIP. The same slip on the same day gives the same bytes."""
    region = pack()
    with override(region.locale.language):
        facts = _facts(slip_page.page(kept), name, nip)
    return files.printed(region.folder / TEMPLATE, root=region.folder, facts=facts, pictures={})


def _facts(page: Mapping[str, Any], name: str, nip: str) -> dict[str, Any]:
    names, today = pack().names, clock.today()
    return {
        "title": _("Slip TPP %(month)s") % {"month": page["name"]}, "brand": names.brand,
        "government": names.government, "office": {"name": page["unit"], "above": ""},
        "date": {"year": today.year, "month": today.month, "day": today.day},
        "remark": _("Slip ini menggantikan yang lebih dulu untuk bulan yang sama.") if page["is_correction"] else "",
        "about": [{"label": label, "value": value} for label, value in _about(page, name, nip) if value],
        "sections": [_section(one) for one in page["sections"]],
        "total": {"label": _("Diterima bersih"), "amount": rupiah(page["net"])},
        "notes": [*_notes(page)], "digest": _("Ringkas: %(digest)s") % {"digest": page["digest"]},
    }  # fmt: skip


def _about(page: Mapping[str, Any], name: str, nip: str) -> Iterator[tuple[str, str]]:
    paid = page["paid_at"]
    yield _("Nama"), name
    yield "NIP", nip
    yield _("Jabatan"), page["post"]
    yield _("Unit kerja"), page["unit"]
    yield _("Keadaan"), _("Dibayar %(on)s") % {"on": day_of_month(paid)} if paid else str(page["state"].word)


def _notes(page: Mapping[str, Any]) -> Iterator[str]:
    said = {"at": moment(page["frozen_at"]), "version": page["version"]}
    yield (
        _("Slip ini dibekukan %(at)s dengan tabel TPP %(version)s. Angka yang sama keluar setiap kali dihitung.") % said
    )
    text, is_confirmed = page["basis"]
    yield text if is_confirmed else f"{text} · {_('belum dikukuhkan')}"


def _section(one: Mapping[str, Any]) -> dict[str, Any]:
    lines, notes = _WRITTEN.get(one["kind"], _share)(one)
    return {
        "title": one["title"], "hint": one["hint"], "amount": rupiah(one["amount"]), "lines": lines, "notes": notes,
    }  # fmt: skip


def _line(label: Any, share: str, amount: str, hint: Any = "") -> dict[str, str]:
    return {"label": str(label), "hint": str(hint), "share": share, "amount": amount}


def _ceiling(one: Mapping[str, Any]) -> tuple[list[dict[str, str]], list[str]]:
    lines, notes = [], []
    for post in one["posts"]:
        lines += [_line(each["label"], each["share"], number(each["amount"])) for each in post["lines"]]
        notes.append(f"{_('Kelas %(n)s') % {'n': post['class']}} · {post['days']} · {post['group']}")
        notes.append(_("TPP dasar: %(sum)s") % {"sum": post["basic"]})
    return lines, notes


def _productivity(one: Mapping[str, Any]) -> tuple[list[dict[str, str]], list[str]]:
    lines = [
        _line(each["label"], f"{number(each['count'])} ×", _minutes(each["minutes"]), each["hint"])
        for each in one["origins"]
    ]
    if one["over"] > 0:
        lines.append(_line(_("Di atas batas bulan ini"), "", _minutes(-one["over"])))
    if one["missing"]:
        hint = _("termasuk %(n)s menit tidak hadir") % {"n": number(one["absent"])} if one["absent"] else ""
        lines.append(_line(_("Tidak terisi"), "", _minutes(one["missing"]), hint))
    return lines, [one["sum"]]


def _discipline(one: Mapping[str, Any]) -> tuple[list[dict[str, str]], list[str]]:
    if not one["rows"]:
        return [], [_("Tidak ada keterlambatan atau ketidakhadiran yang memotong.")]
    lines = [
        _line(
            weekday(row["on"]),
            row["share"],
            number(row["amount"]),
            " · ".join(filter(None, (row["hours"], row["word"]))),
        )
        for row in one["rows"]
    ]
    return lines, [_("Potongan dihitung dari %(sum)s.") % {"sum": rupiah(one["part"])}]


def _share(one: Mapping[str, Any]) -> tuple[list[dict[str, str]], list[str]]:
    text, is_confirmed = one["basis"]
    basis = _("Dasar: %(text)s") % {"text": text} if text else ""
    return [], [
        *filter(None, (one["sum"], basis if is_confirmed or not text else f"{basis} · {_('belum dikukuhkan')}"))
    ]


def _minutes(count: int) -> str:
    return _("%(n)s menit") % {"n": number(count)}


_WRITTEN = {"ceiling": _ceiling, "productivity": _productivity, "discipline": _discipline}
