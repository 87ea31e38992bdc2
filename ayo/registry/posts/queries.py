"""Who holds a post, who stands in, and who is somebody's superior on a day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ayo.common import sql
from ayo.common.actor import Actor, ActorKind, Role
from ayo.registry import models
from ayo.registry.models.post import PostQuerySet
from ayo.registry.units import serving_on


@dataclass(frozen=True, slots=True)
class Superior:
    """Whoever judges the work on a day; `kind` is PLT or PLH for somebody who stands in, else empty."""

    employee_id: UUID
    person_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class Subordinate:
    """Somebody who answers to another on a day."""

    employee_id: UUID
    person_id: UUID
    post: str


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post as lists show it: its holder, whom else the records name so, and who stands in or soon will."""

    post: models.Post
    holder: models.Employee | None
    rivals: tuple[models.Employee, ...]
    acting: tuple[models.Acting, ...]


def visible_to(actor: Actor) -> PostQuerySet:
    """Return the posts one looks after: the personnel agency all, a personnel officer those of the own unit."""
    if actor.kind is ActorKind.SYSTEM or actor.has(Role.BKPSDM_ADMIN):
        return models.Post.objects.all()
    units = actor.organisations(Role.PERSONNEL_OFFICER)
    return models.Post.objects.filter(organisation__in=models.Organisation.objects.tree(units).values("pk"))


def lines(posts: PostQuerySet, *, day: date) -> list[PostLine]:
    """Return the posts that stand, by organisation, with three queries however many they are."""
    rows = list(posts.standing_on(day).select_related("organisation").order_by("organisation__code", "-rank"))
    holders: dict[tuple[UUID, str], list[models.Employee]] = {}
    titles, units = {row.title for row in rows}, {row.organisation_id for row in rows}
    serving = _the_last_first(models.Employee.objects.filter(organisation__in=units, post__in=titles), day)
    for one in serving.select_related("person"):
        holders.setdefault((one.organisation_id, one.post), []).append(one)
    acting: dict[UUID, list[models.Acting]] = {}
    coming = models.Acting.objects.filter(post__in=rows, cancelled_at__isnull=True, valid_to__gt=day)
    for acts in coming.select_related("employee__person").order_by("valid_from"):
        acting.setdefault(acts.post_id, []).append(acts)
    return [_line(row, holders.get((row.organisation_id, row.title), []), acting.get(row.pk, [])) for row in rows]


def _line(row: models.Post, named: list[models.Employee], acting: list[models.Acting]) -> PostLine:
    return PostLine(row, named[0] if named else None, tuple(named[1:]), tuple(acting))


def holders_of(post: models.Post, day: date) -> QuerySet[models.Employee]:
    """Return whom the records name as holder of a post on a day: the first is; another is an error in the records."""
    named = models.Employee.objects.filter(organisation_id=post.organisation_id, post=post.title)
    return _the_last_first(named, day)


def _the_last_first(named: QuerySet[models.Employee], day: date) -> QuerySet[models.Employee]:
    """Sort those who serve: who was put there last comes first, of the same day who was recorded first.

    `identity/holding.py` says it too, within the statement that makes actors.
    """
    moved = Q(values__has_key="post") | Q(values__has_key="organisation_id")
    said = models.EmployeeAssertion.objects.filter(moved, subject=OuterRef("pk"), valid_from__lte=day)
    since = Coalesce(Subquery(said.order_by("-valid_from").values("valid_from")[:1]), F("started_on"))
    return named.filter(serving_on(day)).alias(since=since).order_by("-since", "pk")


def superior_of(employee_id: UUID, day: date) -> Superior | None:
    """Return the superior on a day: whoever stands in for the recorded one counts while standing in.

    Nobody is their own superior: somebody who stands in for their superior answers to the next one above.
    """
    seen = {employee_id}
    above = models.Employee.objects.select_related("superior").get(pk=employee_id).superior
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        found = _in_place_of(above, day, for_employee=employee_id)
        if found is not None:
            return found
        above = above.superior
    return None


def _in_place_of(above: models.Employee, day: date, *, for_employee: UUID) -> Superior | None:
    post = models.Post.objects.standing_on(day).filter(organisation=above.organisation_id, title=above.post).first()
    acting = (
        models.Acting.objects.standing_on(day).filter(post=post).select_related("employee").first() if post else None
    )
    if acting is not None and _counts(acting, day):
        stands_in = acting.employee
        return Superior(stands_in.pk, stands_in.person_id, acting.kind) if stands_in.pk != for_employee else None
    if _serves(above, day):
        return Superior(above.pk, above.person_id, "")
    holder = holders_of(post, day).first() if post else None
    return Superior(holder.pk, holder.person_id, "") if holder and holder.pk != for_employee else None


def _counts(acting: models.Acting, day: date) -> bool:
    is_filled = acting.kind == "PLT" and holders_of(acting.post, day).exists()
    return _serves(acting.employee, day) and not is_filled


def _serves(one: models.Employee, day: date) -> bool:
    return one.started_on <= day and (one.ended_on is None or one.ended_on >= day)


# Standing in (`acting`) for a vacant post (`post`) ends by itself when somebody holds it.
STILL_COUNTS = """(acting.kind <> 'PLT' or not exists (
        select from registry_employee now
        where now.organisation_id = post.organisation_id and now.post = post.title
          and now.started_on <= %(day)s and (now.ended_on is null or now.ended_on >= %(day)s)
    ))"""
# Whose place somebody fills: their own, and those of holders they stand in for.
PLACES = f"""
    select mine.id from registry_employee mine where mine.id = %(me)s and not exists (
        select from registry_acting acting join registry_post post on post.id = acting.post_id
        where post.organisation_id = mine.organisation_id and post.title = mine.post and acting.cancelled_at is null
          and acting.valid_from <= %(day)s and acting.valid_to > %(day)s and acting.employee_id <> mine.id
          and acting.kind = 'PLH'
    )
    union
    select holder.id from registry_acting acting join registry_post post on post.id = acting.post_id
    join registry_employee holder on holder.organisation_id = post.organisation_id and holder.post = post.title
    where acting.employee_id = %(me)s and acting.cancelled_at is null
      and acting.valid_from <= %(day)s and acting.valid_to > %(day)s and {STILL_COUNTS}
"""  # noqa: S608  constants
_SERVES = "{0}.started_on <= %(day)s and ({0}.ended_on is null or {0}.ended_on >= %(day)s)"
# A post that stands, and somebody in it or standing in for it.
_POST_OF_GONE = """
registry_post post where post.organisation_id = gone.organisation_id and post.title = gone.post
and post.valid_from <= %(day)s and (post.valid_to is null or post.valid_to > %(day)s)
"""
_IS_FILLED = f"""exists (
    select from {_POST_OF_GONE} and (
        exists (
            select from registry_employee now
            where now.organisation_id = post.organisation_id and now.post = post.title and {_SERVES.format("now")}
        ) or exists (
            select from registry_acting acting join registry_employee now on now.id = acting.employee_id
            where acting.post_id = post.id and acting.cancelled_at is null and acting.valid_from <= %(day)s
              and acting.valid_to > %(day)s and {_SERVES.format("now")}
        )
    )
)"""  # noqa: S608  constants
# Whoever stands in for their own superior answers to the next one above.
_STANDS_IN = f"""exists (
    select from registry_employee theirs
    join registry_post post on post.organisation_id = theirs.organisation_id and post.title = theirs.post
    join registry_acting acting on acting.post_id = post.id and acting.employee_id = below.id
    where theirs.id = below.superior_id and acting.cancelled_at is null and acting.valid_from <= %(day)s
      and acting.valid_to > %(day)s and {STILL_COUNTS}
)"""
# Records still name who is gone: their team is that of whoever holds the post now, or of the next one above.
_SUBORDINATES = f"""
with recursive places as (
    ({PLACES})
    union
    select gone.id from places join registry_employee mine on mine.id = places.id cross join lateral (
        select gone.id from registry_employee gone
        where gone.superior_id = mine.id and not ({_SERVES.format("gone")}) and not {_IS_FILLED}
        union all
        select gone.id from registry_employee gone
        where mine.id = %(me)s and gone.organisation_id = mine.organisation_id and gone.post = mine.post
          and gone.id <> mine.id and not ({_SERVES.format("gone")}) and exists (select from {_POST_OF_GONE})
    ) gone
)
select e.id, e.person_id, e.post from (
    select below.id from places join registry_employee below on below.superior_id = places.id
    where not {_STANDS_IN}
    union
    select below.id from places join registry_employee direct on direct.superior_id = places.id
    join registry_employee below on below.superior_id = direct.id where {_STANDS_IN}
) team join registry_employee e on e.id = team.id
where e.id <> %(me)s and {_SERVES.format("e")} order by e.search_name, e.id
"""  # noqa: S608  constants


def subordinates_of(employee_id: UUID, day: date) -> list[Subordinate]:
    """Return whose superior somebody is by the records on a day, by name: all for whom `superior_of` names them."""
    return [Subordinate(*row) for row in sql.rows(_SUBORDINATES, {"me": employee_id, "day": day})]
