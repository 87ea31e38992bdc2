"""What was given beside what the source says: never a difference too many, never one too few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayo.services.data import FieldKind
from ayo.services.rules import comparing
from ayo.services.rules.comparing import Result

LETTERS = st.text(alphabet="aeifr ", max_size=12)


def shown(pieces: comparing.Pieces) -> str:
    return "".join(f"[{one.text}]" if one.is_marked else one.text for one in pieces)


@pytest.mark.parametrize(
    ("ours", "theirs", "marked", "letters"),
    [
        ("Arif", "Arief", ("Arif", "Ari[e]f"), 1),
        ("Arief", "Arif", ("Ari[e]f", "Arif"), 1),
        ("Ratna", "Ratma", ("Rat[n]a", "Rat[m]a"), 1),
        ("Jl. Perintis 14", "Jl. Perintis 41", ("Jl. Perintis [14]", "Jl. Perintis [41]"), 2),
        ("", "Budi", ("", "[Budi]"), 4),
    ],
)
def test_the_letters_that_differ_are_marked(ours: str, theirs: str, marked: tuple[str, str], letters: int):
    found = comparing.difference(ours, theirs)

    assert found is not None
    assert (shown(found.given), shown(found.source)) == marked
    assert found.letters == letters


@given(LETTERS, LETTERS)
def test_marks_take_nothing_away_and_what_is_not_marked_is_the_same_on_both_sides(ours: str, theirs: str):
    found = comparing.difference(ours, theirs)

    assert found is not None
    assert "".join(one.text for one in found.given) == ours
    assert "".join(one.text for one in found.source) == theirs
    kept = ["".join(one.text for one in side if not one.is_marked) for side in (found.given, found.source)]
    assert kept[0] == kept[1]
    assert (found.letters == 0) == (ours == theirs)


def test_long_texts_differ_without_telling_where():
    assert comparing.difference("a" * (comparing.LONGEST + 1), "a") is None


@pytest.mark.parametrize(
    ("given_value", "source", "before", "correction", "found"),
    [
        ("Ratna", "Ratna", "Ratna", False, Result.SAME),
        ("Ratna  W", "Ratna W", None, False, Result.SAME),
        ("Ratna", "Ratna Dewi", "Ratna", False, Result.CHANGED),
        ("Ratna W", "Ratna", "Ratna", True, Result.DIFFERENT),
        ("Ratna", "Ratna Dewi", "Ratna", True, Result.DIFFERENT),
        ("Toko", None, None, False, Result.NEW),
        ({"rw": "003", "rt": ""}, {"rw": "003"}, None, False, Result.SAME),
        ({"rw": "003"}, {"rw": "004"}, None, False, Result.DIFFERENT),
        (True, False, None, False, Result.DIFFERENT),
    ],
)
def test_one_field_is_judged(given_value: object, source: object, before: object, correction: bool, found: Result):
    assert comparing.result(
        given=given_value, source=source, at_submission=before, is_correction=correction  # type: ignore[arg-type]
    ) is found  # fmt: skip


@pytest.mark.parametrize(
    ("found", "kind", "has_concept", "needs"),
    [
        (Result.SAME, FieldKind.TEXT, True, False),
        (Result.DIFFERENT, FieldKind.TEXT, True, True),
        (Result.CHANGED, FieldKind.DATE, True, True),
        (Result.NEW, FieldKind.CHOICE, False, False),
        (Result.NEW, FieldKind.TEXT, False, True),
        (Result.NEW, FieldKind.CHOICE, True, True),
    ],
)
def test_what_nobody_confirms_needs_eyes_unless_it_was_only_chosen(
    found: Result, kind: FieldKind, has_concept: bool, needs: bool
):
    assert comparing.needs_eyes(found, kind, has_concept=has_concept) is needs
