"""Django's sessions in the database, read with one plain statement: every page of everybody begins with it."""

from typing import Any

from django.contrib.sessions.backends import db

from ayo.common import clock, sql

_READ = "select session_data from django_session where session_key = %s and expire_date > %s"


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        row = sql.row(_READ, [self.session_key, clock.now()])
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])
