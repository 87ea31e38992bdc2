"""Which password is nobody's guess. Pure.

A password is judged by what is left of it once everything that somebody could guess is crossed out: rows of the
keyboard, repetitions, and what is known of its owner.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

SHORTEST = 10
ENOUGH_LEFT = 8
_FEWEST_SIGNS = 5
_RUN = 4
_LONGEST_PERIOD = 6
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsxedcrfvtgbyhnujm", "1234567890", "abcdefghijklmnopqrstuvwxyz")
_LEET = str.maketrans("0134578@$!", "oieastbasi")

PATTERN, PERSONAL = "pattern", "personal"


def fault(password: str, known: Collection[str]) -> str:
    """Return why a password is easily guessed, or nothing; `known` is what `known_of` says of its owner."""
    plain = password.casefold()
    if len(set(plain)) < _FEWEST_SIGNS or _repeats(plain):
        return PATTERN
    runs = _covered(plain, _rows_in(plain)) | _tripled(plain)
    spoken = plain.translate(_LEET)
    personal = _covered(plain, known) | _covered(spoken, [word for word in known if not word.isdigit()])
    if personal and len(plain) - len(runs | personal) < ENOUGH_LEFT:
        return PERSONAL
    return PATTERN if len(plain) - len(runs) < ENOUGH_LEFT else ""


def known_of(texts: Collection[str], numbers: Collection[str], days: Collection[date]) -> frozenset[str]:
    """Return what of somebody may not carry a password: words of names, parts of numbers, ways to write a day."""
    words = {part for text in texts for part in _words(text) if len(part) >= 3}
    return frozenset(
        words | {part for number in numbers for part in _parts(number)} | {way for day in days for way in _ways(day)}
    )


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()


def _parts(number: str) -> Iterator[str]:
    digits = "".join(sign for sign in number if sign.isdigit())
    if len(digits) < _RUN:
        return
    yield digits
    national = digits.removeprefix("62")
    yield from (national, f"0{national}", digits[-8:], digits[-6:], digits[:6])


def _ways(day: date) -> Iterator[str]:
    for form in ("%d%m%Y", "%d%m%y", "%Y%m%d", "%y%m%d", "%Y"):
        yield day.strftime(form)
    yield f"{day.day}{day.month}{day.year}"


def _repeats(text: str) -> bool:
    """A short piece over and over: abcabcabcabc."""
    return any(text == (text[:size] * (len(text) // size + 1))[: len(text)] for size in range(1, _LONGEST_PERIOD + 1))


def _rows_in(text: str) -> Iterator[str]:
    """Every piece of the text that lies on a row of the keyboard or of the alphabet, in either direction."""
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for start in range(len(text) - _RUN + 1):
            if text[start : start + _RUN] in row:
                yield text[start : start + _RUN]


def _tripled(text: str) -> set[int]:
    found: set[int] = set()
    for at in range(len(text) - 2):
        if text[at] == text[at + 1] == text[at + 2]:
            found |= {at, at + 1, at + 2}
    return found


def _covered(text: str, pieces: Iterable[str]) -> set[int]:
    found: set[int] = set()
    for piece in pieces:
        at = text.find(piece) if piece else -1
        while at >= 0:
            found.update(range(at, at + len(piece)))
            at = text.find(piece, at + 1)
    return found
