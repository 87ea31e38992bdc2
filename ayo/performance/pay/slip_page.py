"""A slip as its page prints it: every line with the share, what it is a share of, and the records behind it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ayo.performance.data.allowance import Basis, Cut, Line, Part, Post, Tariff
from ayo.performance.data.attendance import DayStatus
from ayo.performance.queries import presence
from ayo.performance.queries.slips import Kept
from ayo.performance.words import pay as words
from ayo.ui.filters import clock as time_of_day
from ayo.ui.filters import number, rupiah


def page(kept: Kept) -> dict[str, Any]:
    """Return everything the slip's page shows; sums of its sections are those of the slip. One query, for hours."""
    slip, tariff = kept.slip, kept.version.tariff
    return {
        "month": kept.month, "name": words.month_name(kept.month), "unit": kept.unit, "post": kept.frozen.post,
        "net": slip.net, "ceiling": slip.ceiling, "earned": slip.earned, "payline": _payline(kept),
        "sections": [
            _ceiling(kept, tariff), _productivity(kept, tariff), _discipline(kept, tariff), *_punishments(kept),
            *_deductions(kept, tariff),
        ],
        "version": tariff.version, "basis": words.basis(tariff.legal_basis), "frozen_at": kept.frozen_at,
        "paid_at": kept.paid_at, "digest": "·".join(kept.digest[at : at + 4] for at in (0, 4, 8)),
        "state": words.RUNS[kept.state], "is_correction": kept.corrects is not None,
    }  # fmt: skip


def _payline(kept: Kept) -> list[dict[str, Any]]:
    slip = kept.slip
    whole = max(slip.ceiling, 1)
    lost, taken = slip.ceiling - slip.earned, slip.earned - slip.net
    shares = {"": slip.net, "cut1": lost, "cut2": taken}
    labels = {"": _("Diterima bersih"), "cut1": _("Tidak didapat"), "cut2": _("Pajak dan iuran")}
    tones = {"": "", "cut1": "gold", "cut2": "edge"}
    return [
        {"class": name, "share": round(100 * amount / whole, 1), "label": labels[name], "tone": tones[name],
         "text": words.percent(Fraction(amount, whole), 1), "amount": amount}
        for name, amount in shares.items() if amount or not name
    ]  # fmt: skip


def _ceiling(kept: Kept, tariff: Tariff) -> dict[str, Any]:
    posts = list(_posts(kept, tariff))
    classes = sorted({post["class"] for post in posts})
    title = _("Pagu kelas jabatan %(classes)s") % {"classes": _(" dan ").join(str(one) for one in classes)}
    count = len({line["label"] for post in posts for line in post["lines"]})
    hint = ngettext("%(num)s kriteria", "%(num)s kriteria", count) % {"num": count}
    return {"kind": "ceiling", "title": title, "hint": hint, "amount": kept.slip.ceiling, "posts": posts}


def _posts(kept: Kept, tariff: Tariff) -> Iterator[dict[str, Any]]:
    lines = [line for line in kept.slip.lines if line.part is Part.CEILING]
    for post in kept.facts.posts:
        of_post = [lines.pop(0) for _code in tariff.criteria[post.group]]
        yield {
            "class": post.job_class, "group": next(one.label for one in tariff.groups if one.code == post.group),
            "days": _("%(days)s dari %(of)s hari kerja") % {"days": post.days, "of": kept.facts.working_days},
            "basic": _basic(tariff, post, of_post[0].of), "lines": [_criterion(tariff, post, one) for one in of_post],
        }  # fmt: skip


def _basic(tariff: Tariff, post: Post, basic: Fraction) -> str:
    """7.523.000 × 0,85 (kapasitas fiskal daerah) × … = 6.202.713,5."""
    factors = [
        f"{words.decimal(value, 6)} ({words.INDICES.get(name, name)})" for name, value in sorted(tariff.indices.items())
    ]
    return " × ".join([number(tariff.basic[post.job_class]), *factors]) + f" = {words.decimal(basic)}"


def _criterion(tariff: Tariff, post: Post, line: Line) -> dict[str, Any]:
    share = tariff.criteria[post.group][line.code]
    return {"label": words.criterion(line.code), "share": words.percent(share), "amount": line.amount}


def _productivity(kept: Kept, tariff: Tariff) -> dict[str, Any]:
    facts, slip = kept.facts, kept.slip
    (line,) = [one for one in slip.lines if one.part is Part.PRODUCTIVITY]
    said = {
        "share": words.percent(tariff.productivity), "counted": number(facts.counted_minutes),
        "of": number(facts.effective_minutes),
    }  # fmt: skip
    kept_part = words.decimal(line.of * slip.productivity)
    total = {
        "part": words.decimal(line.of), "share": words.percent(slip.productivity), "kept": kept_part,
        "lost": rupiah(-line.amount),
    }  # fmt: skip
    over = kept.frozen.approved_minutes - facts.counted_minutes
    return {
        "kind": "productivity", "title": _("Produktivitas %(share)s") % {"share": words.percent(slip.productivity)},
        "hint": _("%(share)s dari pagu · %(counted)s dari %(of)s menit") % said, "amount": line.amount,
        "origins": _origins(kept), "days": _days(kept), "over": over,
        "missing": max(0, facts.effective_minutes - facts.counted_minutes), "absent": kept.frozen.absent_minutes,
        "leave": kept.frozen.leave_days,
        "sum": _("%(part)s × %(share)s = %(kept)s. Tidak didapat %(lost)s.") % total,
    }  # fmt: skip


def _origins(kept: Kept) -> list[dict[str, Any]]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in kept.frozen.worked:
        counts[one.origin][0] += one.count
        counts[one.origin][1] += one.minutes
    found = []
    for origin, (count, minutes) in sorted(counts.items(), key=lambda item: -item[1][1]):
        label, hint = words.ORIGINS.get(origin, (origin, ""))
        found.append({"label": label, "hint": hint, "count": count, "minutes": minutes})
    return found


def _days(kept: Kept) -> list[dict[str, Any]]:
    sums: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
    for one in kept.frozen.worked:
        sums[one.on][0] += one.count
        sums[one.on][1] += one.minutes
    return [{"on": on, "count": count, "minutes": minutes} for on, (count, minutes) in sorted(sums.items())]


def _discipline(kept: Kept, tariff: Tariff) -> dict[str, Any]:
    lines = [line for line in kept.slip.lines if line.part is Part.DISCIPLINE]
    cuts = sorted(kept.facts.cuts, key=lambda cut: (cut.on, cut.code))
    of = tariff.basis is Basis.ALL
    seen = _seen(kept) if cuts else {}
    rows = [
        _day(cut, seen.get(cut.on)) | {
            "on": cut.on, "word": words.cut(cut.code), "code": cut.code, "minutes": cut.minutes,
            "share": words.percent(tariff.cuts[cut.code]), "amount": line.amount,
        }
        for cut, line in zip(cuts, lines, strict=True)
    ]  # fmt: skip
    hint = _("%(share)s dari pagu") % {"share": words.percent(tariff.discipline)}
    noted = ngettext("%(num)s catatan", "%(num)s catatan", len(rows)) % {"num": len(rows)}
    return {
        "kind": "discipline", "title": _("Disiplin %(share)s") % {"share": words.percent(kept.slip.discipline)},
        "hint": f"{hint} · {noted if rows else _('tanpa potongan')}", "amount": sum(line.amount for line in lines),
        "rows": rows, "of": _("dari seluruh pagu") if of else _("dari bagian disiplin"),
        "part": floor(kept.slip.ceiling * (1 if of else tariff.discipline)),
    }  # fmt: skip


def _seen(kept: Kept) -> Mapping[date, presence.Presence]:
    """Return how the days of the slip's month stand now: hours are no part of what was frozen."""
    until = (kept.month + timedelta(days=32)).replace(day=1)
    return presence.between(kept.employee_id, since=kept.month, until=until)


def _day(cut: Cut, seen: presence.Presence | None) -> dict[str, Any]:
    """Say when somebody came and went on a day that was cut, and how it stands since it was judged anew, if it was."""
    found: dict[str, Any] = {"hours": _hours(seen), "anew": ""}
    if seen is None or (cut.code, cut.minutes) not in seen.judged:
        now = [_judged(*one) for one in seen.judged] if seen else []
        said = {"now": ", ".join(now) or _("tanpa potongan")}
        found["anew"] = _("Dinilai ulang sesudah slip ini dibekukan; sekarang: %(now)s.") % said
    return found


def _hours(seen: presence.Presence | None) -> str:
    if seen is None or seen.status is DayStatus.ON_LEAVE:
        return ""
    came = _("Datang %(at)s") % {"at": time_of_day(seen.came_at)} if seen.came_at else _("Tidak tercatat masuk")
    went = _("pulang %(at)s") % {"at": time_of_day(seen.went_at)} if seen.went_at else _("tidak tercatat pulang")
    return f"{came} · {went}"


def _judged(code: str, minutes: int) -> str:
    return f"{code}, " + _("%(n)s menit") % {"n": minutes} if minutes else code


def _punishments(kept: Kept) -> Iterator[dict[str, Any]]:
    for line in kept.slip.lines:
        if line.part is Part.PUNISHMENT:
            yield _share_line(line, words.punishment(line.code), "PP 94/2021") | {"is_measure": True}


def _deductions(kept: Kept, tariff: Tariff) -> Iterator[dict[str, Any]]:
    bases = {one.code: one.legal_basis for one in tariff.deductions}
    for line in kept.slip.lines:
        if line.part is Part.DEDUCTION:
            yield _share_line(line, words.deduction(line.code), bases.get(line.code, ""))


def _share_line(line: Line, title: str, legal_basis: str) -> dict[str, Any]:
    share = words.percent(abs(line.share))
    return {
        "kind": "share", "title": title, "amount": line.amount,
        "hint": _("%(share)s dari %(of)s") % {"share": share, "of": rupiah(floor(line.of))},
        "sum": f"{words.decimal(line.of)} × {share} = {number(-line.amount)}", "basis": words.basis(legal_basis),
    }  # fmt: skip
