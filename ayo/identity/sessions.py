"""Django's sessions in the database, read with one plain statement: every page of everybody begins with it."""

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection

from ayo.common import clock

_READ = "select session_data from django_session where session_key = %s and expire_date > %s"


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute(_READ, [self.session_key, clock.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])
