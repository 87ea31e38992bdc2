"""Who may import for which office, and who sees whose imports."""

import pytest

from ayo.audit.models import Inbox
from ayo.common.errors import NotAllowed, NotFound
from ayo.registry import models
from ayo.registry.imports import actions, queries
from tests.registry import imported as given
from tests.registry.imported import people_file, uploaded

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "source", "may"),
    [("wati", "DISDUKCAPIL", True), ("wati", "BKPSDM", True), ("wati", "RESIDENT", False), ("wati", "NOBODY", False),
     ("rini", "BKPSDM", True), ("rini", "DISDUKCAPIL", False), ("budi", "DISDUKCAPIL", False),
     ("ratna", "DISDUKCAPIL", False)],
)  # fmt: skip
def test_stewards_import_for_any_office_and_others_for_their_own(cast, who, source, may):
    actor = cast.actor(who)
    assert (source in [one.code for one in queries.sources_for(actor)]) == may

    if may:
        assert uploaded(people_file(1), source=source, actor=actor).by == actor.id
    else:
        with pytest.raises(NotAllowed):
            uploaded(people_file(1), source=source, actor=actor)


def test_only_ones_own_imports_are_seen_but_for_stewards(cast):
    row = uploaded(people_file(1), source="BKPSDM", actor=cast.actor("rini"))
    mine = uploaded(people_file(1), actor=cast.actor("wati"))

    assert queries.import_for(cast.actor("rini"), row.pk) == row
    assert list(queries.imports_visible_to(cast.actor("wati"))) == [mine, row]
    for who, one in (("rini", mine), ("budi", row)):
        with pytest.raises(NotFound):
            queries.import_for(cast.actor(who), one.pk)
        with pytest.raises(NotFound):
            actions.cancel_import(import_id=one.pk, actor=cast.actor(who))
        with pytest.raises(NotFound):
            actions.read_rejects_file(import_id=one.pk, actor=cast.actor(who))


def test_somebody_who_lost_the_role_starts_nothing(cast):
    from ayo.identity.models import RoleGrant

    row = uploaded(people_file(1), source="BKPSDM", actor=cast.actor("rini"))
    RoleGrant.objects.filter(person=cast.rini).delete()

    with pytest.raises(NotFound):
        actions.check_import(import_id=row.pk, actor=cast.actor("rini"))


def test_what_a_person_imports_is_said_by_that_person(cast):
    row = given.run(uploaded(people_file(1), actor=cast.actor("wati")), actor=cast.actor("wati"))

    said = models.PersonAssertion.objects.latest("recorded_at")
    assert (row.counts["new"], said.actor_id, said.source) == (1, cast.wati, "DISDUKCAPIL")
    assert Inbox.objects.filter(act="registry.register_person").latest("id").actor_id == cast.wati
