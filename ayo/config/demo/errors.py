"""Why no demo city can be made."""

from ayo.common.errors import DomainError


class DemoRefused(DomainError):
    """The region gives nothing to make a demo city from, or the database is not free for one."""

    code = "demo_refused"
