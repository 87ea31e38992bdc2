"""Sessions in the database. Every page of everybody begins here, so one plain statement brings session and person.

A session row names its account, so that a person can be shown their sessions and end them.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.contrib import auth
from django.contrib.sessions.backends import db

from ayo.common import clock, sql
from ayo.identity import holding
from ayo.identity.choosing import actions
from ayo.identity.models import Session
from ayo.registry import facade as registry

_OPEN = f"""
select session.session_data, account.id, account.password, account.level, person.id,
       coalesce(person.name, account.name), account.choices::text, {holding.COLUMNS}
from identity_session session
left join identity_account account on account.id = session.account_id and account.is_active
left join registry_person own on own.id = account.person_id
left join registry_person person
  on person.id = case when own.merged_into_id is null then own.id else {registry.survivor_sql("own")} end
{holding.JOINS}
where session.session_key = %(key)s and session.expire_date > %(now)s
order by held.id
"""  # noqa: S608  our own words


def account_in(session: Mapping[str, Any]) -> UUID | None:
    """Return the account that signed in, or None; a session that was tampered with is nobody's."""
    try:
        return UUID(session[auth.SESSION_KEY])
    except (KeyError, ValueError):
        return None


AGENT, BEGAN = "agent", "began"
"""What signing in leaves in a session for its owner to know it by."""


class SessionStore(db.SessionStore):
    """Django's session, which also knows whose it is: `whose` holds the rows behind the session data, once loaded."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.whose: list[tuple[Any, ...]] = []

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Write plain JSON: what a signature would guard against is somebody who may write to our tables anyway."""
        return json.dumps(session_dict, separators=(",", ":"))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            found = json.loads(session_data)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        made = cast("Session", super().create_model_instance(data))
        made.account_id = account_in(data)
        made.agent = str(data.get(AGENT, ""))[:300]
        made.began_at = datetime.fromisoformat(data[BEGAN]) if BEGAN in data else clock.now()
        return made

    def load(self) -> dict[str, Any]:
        rows = sql.rows(_OPEN, {"key": self.session_key, "now": clock.now(), "day": clock.today()})
        if not rows:
            self._session_key = None
            return {}
        self.whose = [row[1:] for row in rows]
        return self.decode(rows[0][0])

    def choices(self) -> dict[str, str]:
        """Return how pages look to whoever is signed in; they came along with the session."""
        account_id = account_in(self)
        if account_id is None or not self.whose or self.whose[0][0] != account_id:
            return {}
        return self.decode(self.whose[0][5] or "{}")

    def keep_choices(self, chosen: Mapping[str, str]) -> None:
        account_id = account_in(self)
        if account_id is not None:
            actions.keep_choices(account_id=account_id, chosen=chosen)
