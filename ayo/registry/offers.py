"""What the registry adds to the menu and to the home page of each person."""

from uuid import UUID

from django.utils.translation import gettext as _

from ayo.common import clock, sql
from ayo.common.actor import Actor, Role
from ayo.region.facade import pack
from ayo.registry import access, lists, words
from ayo.registry.data import ProposalLine
from ayo.registry.imports import access as imports
from ayo.registry.imports import words as import_words
from ayo.ui.data import Card, NavItem, Slot
from ayo.ui.filters import day_of_month, number
from ayo.ui.jinja import url

SHOWN = 5
_UNIT = """
select unit.id, unit.name, employee.post from registry_employee employee
join registry_organisation unit on unit.id = employee.organisation_id
where employee.person_id = %(me)s and (employee.ended_on is null or employee.ended_on >= %(today)s)
"""
_IN_SERVICE = tuple(role for role in Role if role is not Role.RESIDENT)
_TONES = {"CHECKING": "flow", "PREVIEWED": "turn", "RUNNING": "flow", "PAUSED": "turn", "FAILED": "bad"}
_OPEN_IMPORTS = """
select id, name, state, total from registry_import
where by = %(me)s and state in ('CHECKING', 'PREVIEWED', 'RUNNING', 'PAUSED') order by id desc limit %(limit)s
"""


def menu(actor: Actor) -> list[NavItem]:
    """Return the registry's places for this actor, with what waits there; one query for those who decide."""
    decides = actor.has(*access.PROPOSAL_ROLES) or bool(actor.sources)
    waiting = lists.waiting_count(actor) if decides else 0
    hint = _("putuskan perubahan data") if decides else _("menunggu keputusan")
    items = [NavItem(_("Usulan"), url("registry:proposals"), "edit", 30, waiting, "turn", hint)]
    if _is_employee(actor):
        hint = _("kantor, unit, dan isinya")
        items.append(NavItem(_("Organisasi"), url("registry:organisations"), "building", 60, hint=hint))
    if actor.has(Role.BKPSDM_ADMIN, Role.PERSONNEL_OFFICER):
        hint = _("siapa memimpin, siapa menggantikan")
        items.append(NavItem(_("Jabatan pimpinan"), url("registry:posts"), "sign", 62, hint=hint))
    if imports.may_import(actor):
        items.append(NavItem(_("Impor"), url("registry:imports"), "up", 70, hint=_("data dari berkas")))
    return items


def cards(actor: Actor) -> list[Card]:
    """Return what the registry has for this person's home; one query for a resident, at most four for an officer."""
    if actor.person_id is None:
        return []
    found = [*_proposals(actor, actor.person_id)]
    if imports.may_import(actor):
        found += _imports(actor.person_id)
    if _is_employee(actor):
        found += [*_unit(actor.person_id), *_area(actor)]
    return found


def _is_employee(actor: Actor) -> bool:
    return actor.has(*_IN_SERVICE)


def _proposals(actor: Actor, me: UUID) -> list[Card]:
    decides = actor.has(*access.PROPOSAL_ROLES) or bool(actor.sources)
    if not decides:
        return [_proposal(one, actor) for one in lists.open_proposals_of(me, limit=SHOWN - 1)]
    return [_to_decide(one) for one in lists.waiting_proposals(actor, limit=SHOWN)]


def _proposal(line: ProposalLine, actor: Actor) -> Card:
    """A resident's own affair: waiting for an office, or waiting for them."""
    fields, foot = words.fields(line.kind, line.fields), _since(line)
    address = url("registry:proposal", line.id)
    if line.proposed_by_id == actor.id:
        return Card(
            _("Perbaikan %(fields)s") % {"fields": fields}, address, "clock", kind=_("Usulan Anda"), tone="flow",
            tag=_("Menunggu"), hint=_("Diputuskan %(who)s.") % {"who": words.source(line.authority)}, foot=foot,
        )  # fmt: skip
    return Card(
        _("Periksa perubahan %(fields)s") % {"fields": fields}, address, "edit", kind=_("Usulan"), tone="turn",
        tag=_("Giliran Anda"), hint=_("%(who)s mengusulkan perubahan data Anda.") % {"who": line.proposed_by},
        foot=foot, action=_("Putuskan"),
    )  # fmt: skip


def _to_decide(line: ProposalLine) -> Card:
    """An officer's work: whom it is about stands first."""
    about = line.about or _("Data organisasi")
    said = {"who": about, "fields": words.fields(line.kind, line.fields)}
    by = {"by": line.proposed_by, "at": day_of_month(line.made_at, short=True)}
    return Card(
        _("%(who)s: %(fields)s") % said, url("registry:proposal", line.id), "edit", kind=_("Usulan"), tone="turn",
        tag=_("Putuskan"), hint=_("diusulkan %(by)s, %(at)s") % by, foot=_since(line), action=_("Putuskan"),
    )  # fmt: skip


def _since(line: ProposalLine) -> str:
    return _("Sejak %(at)s") % {"at": day_of_month(line.made_at, short=True)}


def _imports(me: UUID) -> list[Card]:
    rows = sql.rows(_OPEN_IMPORTS, {"me": me, "limit": SHOWN})
    return [
        Card(
            name,
            url("registry:import", pk),
            "up",
            kind=_("Impor"),
            tone=_TONES[state],
            tag=import_words.state(state),
            hint=_("%(num)s baris") % {"num": number(total)},
        )
        for pk, name, state, total in rows
    ]


def _unit(me: UUID) -> list[Card]:
    rows = sql.rows(_UNIT, {"me": me, "today": clock.today()})
    return [
        Card(name, url("registry:organisation", pk), "building", Slot.PLACE, _("Unit saya"), post)
        for pk, name, post in rows
    ]


def _area(actor: Actor) -> list[Card]:
    codes = [code for code in actor.areas(*access.AREA_ROLES) if code]
    if not codes:
        return []
    areas, code = pack().areas, codes[0]
    around = areas.get(areas[code].parent) if code in areas else None
    hint = words.area(around.code) if around else ""
    return [
        Card(words.area(code), f"{url('portal:people')}?wilayah={code}", "pin", Slot.PLACE, _("Wilayah saya"), hint)
    ]
