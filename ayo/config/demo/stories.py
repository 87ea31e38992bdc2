"""What the cast is there to show beyond a role: leading posts, somebody who stands in, a neighbourhood, a delegation.

These acts go through the same doors as anybody's, so they are audited and told to the people concerned.
"""

from datetime import date, timedelta
from uuid import UUID

from ayo.common import clock
from ayo.common.actor import SYSTEM, Role
from ayo.config.demo import cast
from ayo.config.demo.generate import City
from ayo.config.demo.numbers import uuid
from ayo.events import facade as events
from ayo.identity import facade as identity
from ayo.identity.delegating.data import Scope
from ayo.region.data import Rank, area_of
from ayo.registry import facade as registry
from ayo.registry.data import ActingKind
from ayo.registry.models import Employee, Post

_STANDS_IN_FOR = timedelta(days=60)
_LETS_FOR = timedelta(days=180)


def tell(city: City, organisations: dict[str, UUID]) -> None:
    # The house itself listens from here on, so that the people of these stories find their letters.
    events.ensure_cursors()
    posts = _posts(city, organisations)
    today = clock.today()
    _stand_in(city, posts[cast.organisation_of(cast.LURAH, city.place).code], today)
    _head_of_rt(city)
    _let_act(city, today)


def _posts(city: City, organisations: dict[str, UUID]) -> dict[str, Post]:
    """Write the heads and deputies of all offices in one go; return the post of each head by organisation."""
    made = [
        Post(organisation_id=organisations[code], rank=rank, title=title, valid_from=city.place.as_of)
        for code, rank, title in city.leading_posts()
    ]
    Post.objects.bulk_create(made)
    codes = {pk: code for code, pk in organisations.items()}
    return {codes[post.organisation_id]: post for post in made if post.rank == Rank.HEAD}


def _stand_in(city: City, post: Post, today: date) -> None:
    """The lurah is away, and her head of section signs for her."""
    person_id = uuid("person", city.cast[cast.STAND_IN.key])
    registry.appoint_acting(
        post_id=post.pk, employee_id=Employee.objects.get(person_id=person_id).pk, kind=ActingKind.PLH,
        valid_from=today, valid_to=today + _STANDS_IN_FOR, basis="800/117-SP/2026", actor=SYSTEM,
    )  # fmt: skip


def _head_of_rt(city: City) -> None:
    """The head of the RT in which Ratna lives."""
    where = city.place.cast
    identity.grant_role(
        person_id=uuid("person", city.cast[cast.NEIGHBOUR.key]), role=Role.RT_HEAD, organisation_id=None,
        area=area_of(where.home, rw=where.rw, rt=where.rt), valid_from=city.place.as_of, valid_to=None, actor=SYSTEM,
    )  # fmt: skip


def _let_act(city: City, today: date) -> None:
    """Siti is old and lets Ratna see, correct and read for her."""
    siti, ratna = (uuid("person", city.cast[one.key]) for one in (cast.ELDER, cast.RATNA))
    _made, code = identity.delegate(
        delegate_id=None, scopes=(Scope.SEE, Scope.CORRECT, Scope.MESSAGES), valid_from=today,
        valid_to=today + _LETS_FOR, actor=identity.actor_of(siti),
    )  # fmt: skip
    identity.accept_by_code(code=code, actor=identity.actor_of(ratna))
