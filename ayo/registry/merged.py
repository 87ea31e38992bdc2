"""Two records of one person: which one speaks today, and whose letters and accounts are the same person's.

Nothing is copied for this. What was undone is apart again at once.
"""

from uuid import UUID

from ayo.common import sql


def survivor_sql(person: str) -> str:
    """Return the fragment that finds the id of the record into which that of an alias was merged, to the end."""
    return f"""(
        with recursive above as (
            select {person}.merged_into_id as id
            union
            select next.merged_into_id from above join registry_person next on next.id = above.id
            where next.merged_into_id is not null
        )
        select last.id from above join registry_person last on last.id = above.id where last.merged_into_id is null
    )"""  # noqa: S608  our own words


def records_sql(person_id: str) -> str:
    """Return the fragment that lists the ids of every record of one person: this one and what was merged into it."""
    return f"""(
        with recursive one as (
            select {person_id}::uuid as id
            union
            select other.id from one join registry_person other on other.merged_into_id = one.id
        )
        select id from one
    )"""  # noqa: S608  our own words


_SURVIVOR = f"""
select case when own.merged_into_id is null then own.id else {survivor_sql("own")} end
from registry_person own where own.id = %s
"""  # noqa: S608  our own words
_RECORDS = f"select id from {records_sql('%s')} records"  # noqa: S608  our own words


def survivor_of(person_id: UUID) -> UUID:
    """Return the record that speaks for a person: the one itself, unless it was merged into another."""
    found = sql.row(_SURVIVOR, [person_id])
    return found[0] if found else person_id


def records_of(person_id: UUID) -> list[UUID]:
    return [row[0] for row in sql.rows(_RECORDS, [person_id])]
