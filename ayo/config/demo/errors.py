"""Why no demo city can be made."""

from ayo.common.errors import DomainError


class DemoRefused(DomainError):
    """The region gives nothing to make a demo city from, or the database is not free for one."""

    code = "demo_refused"


class NotTheDemo(DomainError):
    """The people of this city are no inventions."""

    code = "not_the_demo"
