"""Is this person registered already? Exact by NIK, else scored among the few records that share a key with it.

Candidates come from indexes only (birth date, phone, e-mail, swapped day and month), so the cost does not grow with the
city. `rules.likeness` turns what was found into a score with its reasons.
"""

from collections.abc import Mapping
from datetime import date

from django.db import connection

from ayo.common.jsons import Json
from ayo.registry import models, text
from ayo.registry.data import Candidate
from ayo.registry.rules import likeness

MOST = 5

_FIND = """
with keyed as (
    (select id from registry_person where birth_on = %(born)s and merged_into_id is null limit 400)
    union
    (select id from registry_person where birth_on = %(swapped)s and merged_into_id is null limit 400)
    union
    (select id from registry_person where phone = %(phone)s and phone <> '' and merged_into_id is null limit 20)
    union
    (select id from registry_person where email = %(email)s and email <> '' and merged_into_id is null limit 20)
)
select p.id, p.name, p.birth_on, similarity(p.search_name, %(name)s), p.sex, p.phone, p.email,
       p.kelurahan, p.rw, p.rt, p.birth_place
from registry_person p join keyed on keyed.id = p.id
where similarity(p.search_name, %(name)s) >= %(least)s
order by 4 desc limit 20
"""


def candidates(given: Mapping[str, Json]) -> list[Candidate]:
    """Return records that may be the person described, best first; an equal NIK alone decides."""
    nik = given.get("nik")
    if nik:
        exact = models.Person.objects.filter(nik=nik).values_list("id", "name", "birth_on").first()
        if exact:
            return [Candidate(exact[0], exact[1], exact[2], 1.0, ("nik",))]
    born = date.fromisoformat(str(given["birth_on"])) if given.get("birth_on") else None
    wanted = likeness.Facts.of(given, search_name=text.search_form(str(given.get("name", ""))))
    parameters = {
        "born": born,
        "swapped": likeness.swapped(born),
        "phone": wanted.phone,
        "email": wanted.email,
        "name": wanted.search_name,
        "least": likeness.LEAST_NAME,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIND, parameters)
        rows = cursor.fetchall()
    judged = [_judged(wanted, row) for row in rows]
    likely = [one for one in judged if one.score >= likeness.LIKELY]
    likely.sort(key=lambda one: (-one.score, str(one.person_id)))
    return likely[:MOST]


def _judged(wanted: likeness.Facts, row: tuple[object, ...]) -> Candidate:
    person_id, name, born, similarity, sex, phone, email, kelurahan, rw, rt, birth_place = row
    found = likeness.Facts(
        search_name=text.search_form(str(name)),
        birth_on=born,  # type: ignore[arg-type]
        sex=str(sex),
        birth_place=str(birth_place),
        phone=str(phone),
        email=str(email),
        place=(str(kelurahan), str(rw), str(rt)),
    )
    score, reasons = likeness.judge(wanted, found, name_similarity=float(str(similarity)))
    return Candidate(person_id, str(name), born, score, reasons)  # type: ignore[arg-type]
