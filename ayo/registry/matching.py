"""Is this person registered already? Exact by NIK, else scored among the few records that share a key with it.

Candidates come from indexes only, so the cost does not grow with the city: same birth date or day and month swapped,
same month of birth with a similar name, same name with a slip in the date, same neighbourhood with the same first name,
same phone or e-mail. `rules.likeness` turns what was found into a probability with its reasons.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import connection

from ayo.common.jsons import Json
from ayo.registry import models, text
from ayo.registry.data import Candidate
from ayo.registry.rules import likeness

MOST = 5

# Each arm is one index scan with a limit of its own: the worst case is bounded by the arms, not by the city.
_FIND = """
with keyed as (
    (select id from registry_person
      where birth_on = %(born)s and similarity(search_name, %(name)s) >= %(least)s limit 100)
    union
    (select id from registry_person
      where birth_on = %(swapped)s and similarity(search_name, %(name)s) >= 0.5 limit 50)
    union
    (select id from registry_person
      where birth_on >= %(month)s and birth_on < %(next_month)s and similarity(search_name, %(name)s) >= 0.4 limit 50)
    union
    (select id from registry_person
      where search_name = %(name)s and birth_on is not null
        and (extract(day from birth_on) = %(day)s and extract(month from birth_on) = %(month_number)s
          or extract(year from birth_on) = %(year)s and extract(day from birth_on) = %(day)s) limit 50)
    union
    (select id from registry_person
      where kelurahan = %(kelurahan)s and search_name >= %(first)s and search_name < %(first_end)s
        and %(kelurahan)s <> '' and similarity(search_name, %(name)s) >= 0.4 limit 50)
    union
    (select id from registry_person where phone = %(phone)s and phone <> '' limit 20)
    union
    (select id from registry_person where email = %(email)s and email <> '' limit 20)
)
select p.id, p.name, p.birth_on, similarity(p.search_name, %(name)s), p.sex, p.phone, p.email,
       p.kelurahan, p.rw, p.rt, p.birth_place, p.search_name
from registry_person p join keyed on keyed.id = p.id
where p.merged_into_id is null
order by 4 desc limit 60
"""
_HOLDERS = "select count(*) from (select 1 from registry_person where search_name = %s limit 1000) named"
_WITHOUT_NIK = """
select given.number, p.id, p.name, p.birth_on, similarity(p.search_name, given.name), p.sex, p.phone, p.email,
       p.kelurahan, p.rw, p.rt, p.birth_place, p.search_name
from unnest(%s::int[], %s::date[], %s::text[]) given(number, born, name)
join registry_person p on p.birth_on = given.born and p.nik is null and p.merged_into_id is null
where similarity(p.search_name, given.name) >= %s
"""


def candidates(given: Mapping[str, Json]) -> list[Candidate]:
    """Return records that may be the person described, best first; an equal NIK alone decides."""
    nik = given.get("nik")
    if nik:
        exact = models.Person.objects.filter(nik=nik).values_list("id", "name", "birth_on").first()
        if exact:
            return [Candidate(exact[0], exact[1], exact[2], 1.0, ("nik",))]
    return _scored(given)


def candidates_without_nik(many: Sequence[Mapping[str, Json]]) -> list[list[Candidate]]:
    """Return for each person described the records without a NIK that may be the same: newborns who got a number.

    One query for all, since a file brings thousands: two persons with different NIK are never the same.
    """
    found: list[list[Candidate]] = [[] for _ in many]
    born_then = {str(given["birth_on"]) for given in many if given.get("birth_on")}
    waiting = set(
        models.Person.objects.standing()
        .filter(nik__isnull=True, birth_on__in=born_then)
        .values_list("birth_on", flat=True)
    )
    days = {born.isoformat() for born in waiting if born}
    numbers = [number for number, given in enumerate(many) if given.get("birth_on") in days]
    if not numbers:
        return found
    facts = {number: _facts(many[number]) for number in numbers}
    born, names = [facts[n].birth_on for n in numbers], [facts[n].search_name for n in numbers]
    with connection.cursor() as cursor:
        cursor.execute(_WITHOUT_NIK, [numbers, born, names, likeness.LEAST_NAME])
        for number, *row in cursor.fetchall():
            # Few records are without a NIK, so that a common name is no reason for doubt here.
            found[number].append(_judged(facts[number], tuple(row), holders=1))
    return [_best(one) for one in found]


def _scored(given: Mapping[str, Json]) -> list[Candidate]:
    wanted = _facts(given)
    with connection.cursor() as cursor:
        cursor.execute(_FIND, _parameters(wanted))
        rows = cursor.fetchall()
        holders = 1
        if any(row[-1] == wanted.search_name for row in rows):
            cursor.execute(_HOLDERS, [wanted.search_name])
            holders = cursor.fetchone()[0]
    return _best([_judged(wanted, row, holders=holders) for row in rows])


def _facts(given: Mapping[str, Json]) -> likeness.Facts:
    return likeness.Facts.of(given, search_name=text.search_form(str(given.get("name") or "")))


def _parameters(wanted: likeness.Facts) -> dict[str, str | int | float | date | None]:
    born = wanted.birth_on
    month = born.replace(day=1) if born else None
    first = wanted.search_name.split(" ")[0]
    return {
        "born": born,
        "swapped": likeness.swapped(born),
        "month": month,
        "next_month": (month + timedelta(days=32)).replace(day=1) if month else None,
        "year": born.year if born else None,
        "month_number": born.month if born else None,
        "day": born.day if born else None,
        "kelurahan": wanted.place[0],
        "first": first,
        "first_end": first + "\U0010ffff",
        "phone": wanted.phone,
        "email": wanted.email,
        "name": wanted.search_name,
        "least": likeness.LEAST_NAME,
    }


def _best(judged: list[Candidate]) -> list[Candidate]:
    likely = [one for one in judged if one.score >= likeness.LIKELY]
    likely.sort(key=lambda one: (-one.score, str(one.person_id)))
    return likely[:MOST]


def _judged(wanted: likeness.Facts, row: tuple[object, ...], *, holders: int) -> Candidate:
    person_id, name, born, similarity, sex, phone, email, kelurahan, rw, rt, birth_place, search_name = row
    found = likeness.Facts(
        search_name=str(search_name),
        birth_on=born,  # type: ignore[arg-type]
        sex=str(sex),
        birth_place=str(birth_place),
        phone=str(phone),
        email=str(email),
        place=(str(kelurahan), str(rw), str(rt)),
    )
    score, reasons = likeness.judge(wanted, found, name_similarity=float(str(similarity)), holders=holders)
    return Candidate(person_id, str(name), born, score, reasons)  # type: ignore[arg-type]
