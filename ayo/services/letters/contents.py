"""What stands on a letter: what the registry holds of the persons on this day, and what was said in the case.

A letter is written in the language of the city, whoever reads the screen it is made on.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from ayo.common import jsons
from ayo.common.actor import Actor
from ayo.common.jsons import Json
from ayo.identity import facade as identity
from ayo.region.data import AreaLevel
from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.services import access, held, spoken, versions
from ayo.services.catalogue import lines
from ayo.services.data import Contents, Definition, Field, FieldKind, Letter, Signer, Unit, said
from ayo.services.models import Case
from ayo.services.queries import facts
from ayo.services.rules import concepts
from ayo.ui import filters

PURPOSE = ("purpose_text", "purpose")
"""Where a form asks what the letter is for: in one's own words, or by choosing."""
_APART = {FieldKind.FILE, FieldKind.DECLARATION, FieldKind.POINT}
_NOT_ON_PAPER = {"phone", "email"}


def contents_of(case: Case, signer: Signer, *, office: UUID, on: date) -> Contents:
    """Return what the letter of this case says when this official of an office signs it on a day."""
    made = versions.definition_of(case.service_version_id)
    letter = made.letter
    if letter is None:
        raise LookupError(f"{made.code} gives no letter")
    valid_until = on + timedelta(days=letter.valid_days) if letter.valid_days else None
    with override(pack().locale.language):
        said_here = _said(case, made, letter, signer, office, on, valid_until)
    return Contents(letter.template, said_here["title"], said_here, valid_until, jsons.digest(said_here))


def numbered(contents: Contents, *, number: str, edition: int, code: str, is_preview: bool) -> dict[str, Any]:
    """Return the facts as a template gets them: with the number, the code and where it is checked."""
    return {
        **contents.facts,
        "number": number,
        "edition": edition,
        "code": code,
        "url": check_url(code),
        "page": f"{urlsplit(settings.AYO_URL).netloc}/cek",
        "is_preview": is_preview,
    }


def check_url(code: str) -> str:
    """Return where everybody may read whether a letter is true."""
    return settings.AYO_URL.rstrip("/") + reverse("services:check_letter", args=[code])


def signer_of(actor: Actor, *, role: str, office: UUID) -> Signer:
    """Return the official as they stand on this day: name with titles, post with plt. or plh., NIP."""
    assert actor.person_id is not None  # noqa: S101  only persons work on stages
    person = registry.record(Kind.PERSON, actor.person_id)
    employment = registry.employment_of(actor.person_id)
    with override(pack().locale.language):
        post = _post(actor, role, office)
    return Signer(
        person_id=actor.person_id,
        nik=str(person["nik"] or "") if person else "",
        name=registry.names_of({actor.person_id}).get(actor.person_id, actor.label),
        post=post,
        nip=employment.number if employment else "",
    )


def _post(actor: Actor, role: str, office: UUID) -> str:
    """Name the post by which this work is the actor's; a role that was given is told with its office."""
    grant = access.grant_at(actor, role, office)
    held_as = identity.held_as(grant) if grant else identity.role_label(role)
    return held_as if grant and grant.title else f"{held_as}, {registry.unit_name(office)}"


def _said(
    case: Case, made: Definition, letter: Letter, signer: Signer, office: UUID, on: date, valid_until: date | None
) -> dict[str, Any]:  # fmt: skip
    region = pack().names
    rows = _rows(case, made)
    fields = {row["name"]: row for row in rows}
    is_of_kelurahan = made.stage(letter.stage).unit is Unit.KELURAHAN
    return {
        "title": said(letter.title, pack().locale.language),
        "brand": region.brand,
        "city": region.city,
        "city_short": region.city_short,
        "government": region.government,
        "office": {"name": registry.unit_name(office), "above": _kecamatan(case.area) if is_of_kelurahan else ""},
        "date": {"year": on.year, "month": on.month, "day": on.day},
        "signed_on": filters.day_of_month(on),
        "valid_until": filters.day_of_month(valid_until) if valid_until else "",
        "signer": {"name": signer.name, "post": signer.post, "nip": signer.nip},
        "rows": rows,
        "fields": fields,
        "purpose": next((fields[name]["value"] for name in PURPOSE if name in fields), ""),
        "legal_basis": list(made.legal_basis),
    }  # fmt: skip


def _kecamatan(area: str) -> str:
    for one in pack().areas.path(area):
        if one.level is AreaLevel.KECAMATAN:
            return f"{pack().area_levels[one.level]} {one.name}"
    return ""


def _rows(case: Case, made: Definition) -> list[dict[str, str]]:
    """Return every field that has a value, in the order of the form; what nobody knows is left out."""
    records = held.records_of(made, case.applicant_id, case.subject_id)
    known = held.values_of(held.held(made, records, speaker=case.applicant_id, answers=case.answers))
    names = facts.names_in(case.applicant_id, case.answers, made.fields)
    return [
        {"name": field.name, "part": _part(field), "label": _label(field), "value": value}
        for field in _printed_fields(made.fields)
        if (value := _value(field, known.get(field.name, case.answers.get(field.name)), names))
    ]


def _printed_fields(fields: Sequence[Field]) -> list[Field]:
    return [one for one in fields if one.kind not in _APART and one.concept.partition(".")[2] not in _NOT_ON_PAPER]


def _part(field: Field) -> str:
    whose = field.concept.partition(".")[0]
    return {"subject": "subject", "person": "person", "family": "person", "employee": "person"}.get(whose, "answer")


def _label(field: Field) -> str:
    """A question of the form becomes the name of a line."""
    return lines.printed(said(field.label, pack().locale.language))


def _value(field: Field, value: Json, names: Mapping[str, str]) -> str:
    """Return a value as it is printed; numbers of persons and family cards stand on a letter in full."""
    if concepts.is_number_of_record(field.concept):
        return str(value or "")
    return spoken.answer(field, value, names)
