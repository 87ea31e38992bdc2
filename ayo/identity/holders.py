"""Who holds a role today: what `holding.py` says of a person, asked from the other side.

One statement answers for any number of roles and offices. The same pure function as for a person then says what a row
brings, so the two cannot part.
"""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from ayo.common import clock, sql
from ayo.common.actor import Grant, Role
from ayo.identity import holding
from ayo.region.facade import pack
from ayo.registry import facade as registry

_HERE = """%(units)s::uuid[] is null or {unit} = any(%(units)s)
        or {unit} in (select id from registry_organisation where area = any(%(areas)s))"""
_HOLDERS = f"""
select held.person_id, {holding.COLUMNS}
from (
    select given.person_id, 'GRANT' as come_by, given.role as code, given.organisation_id, given.area,
           given.valid_to as until, '' as title, given.id
    from identity_rolegrant given
    where given.role = any(%(roles)s)
      and ({_HERE.format(unit="given.organisation_id")} or split_part(given.area, '/', 1) = any(%(areas)s))
      and given.valid_from <= %(day)s and (given.valid_to is null or given.valid_to > %(day)s)
    union all
    select holder.person_id, 'POST', post.rank, post.organisation_id, '', post.valid_to, post.title, post.id
    from registry_post post
    cross join lateral (
        select serving.person_id from registry_employee serving
        where serving.organisation_id = post.organisation_id and serving.post = post.title
          and serving.started_on <= %(day)s and (serving.ended_on is null or serving.ended_on >= %(day)s)
        order by {holding.since("serving")} desc, serving.id limit 1
    ) holder
    where post.rank = any(%(ranks)s) and ({_HERE.format(unit="post.organisation_id")})
      and post.valid_from <= %(day)s and (post.valid_to is null or post.valid_to > %(day)s)
    union all
    select serving.person_id, acting.kind, post.rank, post.organisation_id, '', acting.valid_to, post.title, acting.id
    from registry_post post
    join registry_acting acting on acting.post_id = post.id and acting.cancelled_at is null
    join registry_employee serving on serving.id = acting.employee_id
    where post.rank = any(%(ranks)s) and ({_HERE.format(unit="post.organisation_id")})
      and post.valid_from <= %(day)s and (post.valid_to is null or post.valid_to > %(day)s)
      and acting.valid_from <= %(day)s and acting.valid_to > %(day)s
      and serving.started_on <= %(day)s and (serving.ended_on is null or serving.ended_on >= %(day)s)
      and {holding.STILL_COUNTS}
) held
left join registry_organisation unit on unit.id = held.organisation_id
order by held.come_by <> 'GRANT', unit.code, held.code desc, held.come_by <> 'POST', held.id
"""  # noqa: S608  our own words


def persons_with_role(role: Role, *, organisation_id: UUID | None) -> list[UUID]:
    """Return who holds a role today, in one organisation or (None) anywhere, in a stable order."""
    units = None if organisation_id is None else [organisation_id]
    return list(dict.fromkeys(person_id for person_id, _grant in _held({role}, units, ())))


def holders(
    roles: Collection[Role], *, units: Collection[UUID], areas: Collection[str]
) -> list[tuple[UUID, Grant]]:  # fmt: skip
    """Return who holds one of these roles today and how, with one statement for all of them.

    Those of the units, and those of the areas themselves or of a neighbourhood in them, whatever unit they are of.
    """
    return list(_held(roles, list(units), areas)) if roles and (units or areas) else []


def speakers_of(source: str) -> list[UUID]:
    """Return who decides for a source today: those who speak for its organisation, and the data stewards."""
    named = pack().sources.get(source)
    unit = registry.organisation_id(named.organisation) if named and named.organisation else None
    speaking = [person_id for person_id, _grant in _held(holding.SPEAKING, [unit], ())] if unit else []
    return list(dict.fromkeys([*speaking, *persons_with_role(Role.DATA_STEWARD, organisation_id=None)]))


def _held(
    roles: Collection[Role], units: list[UUID] | None, areas: Collection[str]
) -> Iterator[tuple[UUID, Grant]]:  # fmt: skip
    """Return each person who holds one of the roles, with the grant by which they do."""
    today = clock.today()
    brings = [one for one in pack().post_roles_on(today) if one.role in roles]
    ranks = {str(one.rank) for one in brings}
    values: dict[str, Any] = {
        "roles": [str(one) for one in roles], "ranks": list(ranks), "units": units, "areas": list(areas), "day": today,
    }  # fmt: skip
    for person_id, *row in sql.rows(_HOLDERS, values):
        for grant in holding.grants_of(holding.of_rows([row]), brings, day=today):
            if grant.role in roles:
                yield person_id, grant
