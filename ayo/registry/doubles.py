"""Two records that may be one person: who they are, how alike, and field by field."""

from typing import Any

from django.utils.translation import gettext as _

from ayo.common.errors import DomainError
from ayo.registry import kinds, matching, models, words
from ayo.registry.data import Candidate, Kind

READ = ("nik", "name", "sex", "birth_place", "birth_on", "phone", "email", "domicile")
_SHOWN = (*READ, "family_id", "family_role", "life_state")


def candidates_for(person: models.Person) -> list[dict[str, Any]]:
    """Return records that may be the same person, best first, each with the reasons."""
    return [
        {
            "id": one.person_id,
            "name": one.name,
            "birth_on": one.birth_on,
            "percent": round(one.score * 100),
            "reasons": ", ".join(str(words.REASONS.get(code, code)) for code in one.reasons),
        }
        for one in _found(person)
    ]


def score_of(person: models.Person, other: models.Person) -> float | None:
    return next((one.score for one in _found(person) if one.person_id == other.pk), None)


def compared(person: models.Person, other: models.Person) -> list[dict[str, Any]]:
    """Return both records field by field."""
    ours, theirs = (kinds.SPECS[Kind.PERSON].values_of(one) for one in (person, other))
    rows = []
    for name in _SHOWN:
        same = ours[name] == theirs[name]
        empty = ours[name] in (None, "") or theirs[name] in (None, "")
        rows.append(
            {
                "label": words.field(Kind.PERSON, name),
                "ours": words.value(Kind.PERSON, name, ours[name], {}) or "–",
                "theirs": words.value(Kind.PERSON, name, theirs[name], {}) or "–",
                "source": "",
                "result": _("Sama") if same else _("Kosong") if empty else _("Berbeda"),
                "tone": "ok" if same else "" if empty else "turn",
            }
        )
    return rows


def refusal(error: DomainError) -> str:
    said = {
        "already_merged": _("Salah satu data sudah digabung dengan yang lain."),
        "different_nik": _("NIK keduanya berbeda: ini dua orang."),
        "two_employees": _("Keduanya tercatat sebagai pegawai; akhiri salah satunya dulu."),
        "same_record": _("Keduanya data yang sama."),
        "merged_further": _("Data tujuannya sudah digabung lagi; pisahkan yang itu dulu."),
    }
    return said.get(error.code, _("Kedua data tidak dapat digabung."))


def _found(person: models.Person) -> list[Candidate]:
    given = {**kinds.SPECS[Kind.PERSON].values_of(person), "nik": None}
    return [one for one in matching.candidates(given) if one.person_id != person.pk]
