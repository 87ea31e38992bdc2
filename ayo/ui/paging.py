"""Which page of a list was asked for."""


def page_of(text: str, *, last: int = 9_999) -> int:
    """Return the number of a page as an address has it, 1 for anything else, at most the last one."""
    number = int(text) if text.isdecimal() and len(text) < 5 else 1
    return min(max(number, 1), last)
