"""What the exchange refuses."""

from ayo.common.errors import Conflict, Invalid


class SlugTaken(Conflict):
    code = "slug_taken"


class BadAddress(Invalid):
    code = "bad_address"


class NothingToDo(Conflict):
    """The thing is already as asked, or its kind of application cannot do it."""

    code = "nothing_to_do"
