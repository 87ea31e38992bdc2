"""A pool that looks at a connection before it hands it out, and asks the server only when there is a reason.

Django's own pool sends an empty statement before each page. A server that died has closed its end of the connection,
which can be seen without a word to it.
"""

import select
from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base
from psycopg import Connection
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    # Django's own, which its types do not name.
    _connection_pools: dict[str, "ConnectionPool[Connection[Any]]"]
    _configure_connection: Callable[["Connection[Any]"], None]

    @property
    def pool(self) -> "ConnectionPool[Connection[Any]] | None":
        """Return the pool of this process, not yet opened when it is new; None where connections are kept otherwise."""
        options = self.settings_dict["OPTIONS"].get("pool")
        if self.alias == NO_DB_ALIAS or not options:
            return None
        if self.alias not in self._connection_pools:
            made = ConnectionPool(
                kwargs=self.get_connection_params() | {"autocommit": True},
                open=False,
                configure=self._configure_connection,
                check=still_there,
                **options,
            )
            # Threads may make several at once; the first one stays.
            self._connection_pools.setdefault(self.alias, made)
        return self._connection_pools[self.alias]


def still_there(connection: "Connection[Any]") -> None:
    """Return when the connection can be used. Raises psycopg.OperationalError when the server has ended it.

    Between two pages nothing is to be read; if there is, it is the end of the connection or a notice, and one empty
    statement tells which.
    """
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    if waiting.poll(0):
        ConnectionPool.check_connection(connection)
