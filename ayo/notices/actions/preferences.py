"""How a person wants to be reached."""

from datetime import time

from django.db import transaction

from ayo.audit import facade as audit
from ayo.common.actor import Actor
from ayo.common.errors import NotAllowed
from ayo.notices.data import Channel
from ayo.notices.models import Preference


@transaction.atomic
def choose(
    *,
    actor: Actor,
    language: str,
    tasks: frozenset[Channel],
    news: frozenset[Channel],
    quiet_from: time,
    quiet_to: time,
    sms_instead: bool,
) -> None:
    """Set one's own preferences. It is audited, for a choice of channel is consent to be written to there."""
    if actor.person_id is None:
        raise NotAllowed("Only a person chooses how to be reached.")
    values = {
        "language": language,
        "tasks": sorted(tasks),
        "news": sorted(news),
        "quiet_from": quiet_from,
        "quiet_to": quiet_to,
        "sms_instead": sms_instead,
    }
    Preference.objects.update_or_create(person_id=actor.person_id, defaults=values)
    audit.record(
        "notices.choose", actor=actor, subject_kind="person", subject_id=actor.person_id, label=actor.label,
        after={name: str(value) for name, value in values.items()},
    )  # fmt: skip
