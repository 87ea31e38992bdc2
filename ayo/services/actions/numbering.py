"""Numbers by archive code, one after the other per office and year (Permendagri 83/2022)."""

from django.db import connection

from ayo.common import clock

_NEXT = """
insert into services_counter (archive_code, unit, year, kind, last) values (%s, %s, %s, %s, 1)
on conflict (archive_code, unit, year, kind) do update set last = services_counter.last + 1
returning last
"""


def next_number(*, archive_code: str, unit: str, kind: str) -> str:
    """Return the next number of a kind: `{code}/{number}-{unit}/{year}`; part of the transaction that uses it.

    Those who number under one code in one office and year queue here, so that no number is left out or given twice.
    """
    year = clock.today().year
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [archive_code, unit, year, kind])
        row = cursor.fetchone()
    return f"{archive_code}/{row[0]}-{unit}/{year}"
