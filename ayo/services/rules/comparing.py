"""What was given beside what the source says now: the same, different by some letters, new, or changed since.

Values are compared as they are; letters are marked only where both are short texts that people could mistype.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ayo.common.jsons import Json
from ayo.services.data import FieldKind

LONGEST = 160
"""Texts beyond this are said to differ without telling which letters: nobody reads marks in a paragraph."""


class Result(StrEnum):
    SAME = "SAME"
    DIFFERENT = "DIFFERENT"
    NEW = "NEW"
    CHANGED = "CHANGED"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters; `is_marked` when the other side has others here."""

    text: str
    is_marked: bool


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two texts cut into pieces, and by how many letters they differ."""

    given: Pieces
    source: Pieces
    letters: int


def result(*, given: Json, source: Json, at_submission: Json, is_correction: bool) -> Result:
    """Judge one field. `at_submission` is what the source said when the case was handed in, None for nothing.

    A value that the applicant only took over and that its source has changed since is no contradiction of theirs.
    """
    if source in (None, "", [], {}):
        return Result.NEW
    if same(given, source):
        return Result.SAME
    if not is_correction and same(given, at_submission):
        return Result.CHANGED
    return Result.DIFFERENT


def same(one: Json, other: Json) -> bool:
    """Tell whether two values say the same; spaces around and within a text do not count."""
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    if isinstance(one, dict) and isinstance(other, dict):
        return all(same(one.get(name) or "", other.get(name) or "") for name in one.keys() | other.keys())
    return one == other


def difference(given: str, source: str) -> Difference | None:
    """Return where two texts differ, with the fewest letters changed, added or left out; None when they are too long.

    A letter that became another counts once.
    """
    if len(given) > LONGEST or len(source) > LONGEST:
        return None
    costs = _costs(given, source)
    marked_given, marked_source = _differing(given, source, costs)
    return Difference(_pieces(given, marked_given), _pieces(source, marked_source), costs[len(given)][len(source)])


def needs_eyes(found: Result, kind: FieldKind, *, has_concept: bool) -> bool:
    """Tell whether somebody must look at a field before the stage may be accepted along with many others.

    Whatever contradicts its source does; so does what no source confirms, unless it was only chosen from a list.
    """
    if found is Result.NEW:
        return has_concept or kind not in CHOSEN
    return found is not Result.SAME


CHOSEN = frozenset({FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.DECLARATION, FieldKind.NUMBER, FieldKind.DATE,
                    FieldKind.MONEY, FieldKind.FILE})  # fmt: skip


def _costs(given: str, source: str) -> list[list[int]]:
    costs = [[*range(len(source) + 1)]]
    for row, letter in enumerate(given, 1):
        line = [row]
        for column, other in enumerate(source, 1):
            swapped = costs[row - 1][column - 1] + (letter != other)
            line.append(min(swapped, costs[row - 1][column] + 1, line[column - 1] + 1))
        costs.append(line)
    return costs


def _differing(given: str, source: str, costs: list[list[int]]) -> tuple[set[int], set[int]]:
    """Walk back from the end along the cheapest way and note the letters that are not the same."""
    row, column = len(given), len(source)
    in_given: set[int] = set()
    in_source: set[int] = set()
    while row or column:
        here = costs[row][column]
        if row and column and here == costs[row - 1][column - 1] + (given[row - 1] != source[column - 1]):
            row, column = row - 1, column - 1
            if given[row] != source[column]:
                in_given.add(row)
                in_source.add(column)
        elif row and here == costs[row - 1][column] + 1:
            row -= 1
            in_given.add(row)
        else:
            column -= 1
            in_source.add(column)
    return in_given, in_source


def _pieces(text: str, marked: Iterable[int]) -> Pieces:
    places = frozenset(marked)
    found: list[Piece] = []
    for place, letter in enumerate(text):
        is_marked = place in places
        if found and found[-1].is_marked == is_marked:
            found[-1] = Piece(found[-1].text + letter, is_marked)
        else:
            found.append(Piece(letter, is_marked))
    return tuple(found)
