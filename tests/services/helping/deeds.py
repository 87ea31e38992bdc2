"""Asking, letting and helping, as the tests of all three need it."""

from ayo.common import vault
from ayo.common.actor import Actor
from ayo.identity import facade as identity
from ayo.identity.assisting import queries as assisting
from ayo.identity.data import LoginKind
from ayo.identity.models import Code
from ayo.services import actions
from ayo.services.data.helping import How
from ayo.services.models import Help, HelpRequest
from tests.cast import Cast
from tests.services import factories

SERVICE, OTHER = factories.SERVICE, "sktm"


def digits() -> str:
    """Read the code as the gateway would: it is nowhere else."""
    return vault.unseal(Code.objects.latest("created_at").sealed)


def asked(cast: Cast, name: str = "ratna") -> HelpRequest:
    return actions.ask_for_help(code=SERVICE, how=How.HOME, note="Mata saya kabur", actor=cast.actor(name))


def let(cast: Cast, *, by: str = "budi", whom: str = "ratna") -> Help:
    """Let one of the officers help, by the code that the gateway carried."""
    made = actions.begin_help(code=SERVICE, person_id=getattr(cast, whom), actor=cast.actor(by))
    identity.send_code(assistance_id=made.assistance_id, kind=LoginKind.PHONE, actor=cast.actor(by))
    assert identity.confirm_by_code(assistance_id=made.assistance_id, typed=digits(), actor=cast.actor(by))
    return made


def helping(cast: Cast, made: Help, *, by: str = "budi") -> Actor:
    return assisting.acting(cast.actor(by), str(made.assistance_id))


def handed_in(cast: Cast, *, by: str = "budi") -> Help:
    made = let(cast, by=by)
    factories.handed_in(helping(cast, made, by=by))
    made.refresh_from_db()
    return made
