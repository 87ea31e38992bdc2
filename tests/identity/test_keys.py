"""Keys of applications: shown once, kept as a digest, ended at will."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.identity import facade as identity
from ayo.identity import keys, throttle
from ayo.identity.errors import UnknownScope
from ayo.identity.models import ApiKey

pytestmark = pytest.mark.django_db


def made(app_id=None, **more):
    values = {"scopes": ["persons:read"], "sources": (), "limits": {}, "per_minute": 600, "label": "", **more}
    return identity.create_key(app_id=app_id or uuid4(), app_name="PBB", actor=SYSTEM, **values)


def test_the_key_itself_is_not_kept():
    plain, _ = made()

    key = ApiKey.objects.get()
    assert keys.find(plain) == key
    assert plain not in str(key.__dict__)


@pytest.mark.parametrize("wrong", ["", "ayo_", "ayo_x_y", "ayo_0000000000_x", "other"])
def test_a_wrong_key_opens_nothing(wrong):
    made()

    assert keys.find(wrong) is None


def test_the_right_prefix_with_the_wrong_secret_opens_nothing():
    plain, card = made()

    assert keys.find(f"ayo_{card.prefix}_{'x' * 43}") is None
    assert keys.find(plain[:-1]) is None


def test_an_unknown_scope_is_named():
    with pytest.raises(UnknownScope, match="persons:eat"):
        made(scopes=["persons:eat"])


def test_an_old_key_lives_through_the_overlap_and_no_longer(time_machine):
    app_id = uuid4()
    old, _ = made(app_id)
    new, card = made(app_id)

    identity.retire_keys(app_id=app_id, overlap=timedelta(hours=1), keep=card.id, actor=SYSTEM)
    assert keys.find(old) is not None

    time_machine.move_to(clock.now() + timedelta(hours=1, seconds=1))
    assert keys.find(old) is None
    assert keys.find(new) is not None


def test_a_revoked_key_ends_at_once():
    plain, card = made()

    identity.revoke_key(key_id=card.id, actor=SYSTEM)

    assert keys.find(plain) is None


def test_a_flood_is_told_to_wait_and_others_are_not():
    flooder, other = uuid4().hex, uuid4().hex

    answers = [throttle.seconds_to_wait(flooder, per_minute=60) for _ in range(10)]

    assert answers[0] == 0
    assert answers[-1] >= 1
    assert throttle.seconds_to_wait(other, per_minute=60) == 0
