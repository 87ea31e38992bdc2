"""How everyday words find a service: which words count, how well each fits, which were perhaps meant. Pure."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST_WORDS = 8
LONGEST_WORD = 30
CLOSE = 0.45
"""The likeness from which a word counts as a slip of the finger."""
_ENOUGH = 0.5
_WORTH_SHOWING = 0.4
# Words that say that something is wanted, not what; whoever types only such words is taken at their word.
_EMPTY = frozenset(
    {
        *("saya", "aku", "gue", "mau", "pengen", "pingin", "ingin", "minta", "tolong", "cara", "caranya", "bagaimana"),
        *("gimana", "gmn", "apa", "yang", "yg", "di", "ke", "dari", "untuk", "buat", "bikin", "ngurus", "urus", "dan"),
        *("mengurus", "membuat", "ngurusin", "atau", "ada", "bisa", "dapat", "dong", "ya", "nya", "dimana", "mana"),
        *("perlu", "butuh", "syarat", "online", "daftar", "karena", "agar", "supaya", "punya", "sudah", "udah", "baru"),
        *("the", "a", "an", "my", "me", "i", "to", "of", "how", "do", "get", "want", "need", "can", "is", "and", "or"),
        *("for", "in", "make", "apply", "please", "new"),
    }
)


@dataclass(frozen=True, slots=True)
class Match:
    """A word that was typed fits a service: by full text (`rank`), or as far as letters go (`alike`, 0 to 1)."""

    service: str
    word: str
    rank: float
    alike: float


def words(typed: str) -> tuple[str, ...]:
    """Return the words that say what is wanted, in plain letters and digits."""
    split = [word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", typed.casefold())]
    unique = list(dict.fromkeys(split))
    return tuple(([word for word in unique if word not in _EMPTY] or unique)[:MOST_WORDS])


def ranked(asked: Sequence[str], matches: Iterable[Match], *, services: int) -> list[str]:
    """Return the services that fit, the best first.

    A word that few services know weighs more than one that many know; a service has to know half of what was asked,
    and what fits far less than the best is left out.
    """
    found = list(matches)
    weights = {word: _weight(word, found, services) for word in asked}
    whole = sum(weights.values())
    fits: dict[str, float] = {}
    ranks: dict[str, float] = {}
    for match in found:
        fits[match.service] = fits.get(match.service, 0.0) + weights[match.word] * _fit(match)
        ranks[match.service] = ranks.get(match.service, 0.0) + weights[match.word] * match.rank
    scores = {one: fits[one] / whole + ranks[one] / whole for one in fits if fits[one] / whole >= _ENOUGH}
    best = max(scores.values(), default=0.0)
    shown = [one for one, score in scores.items() if score >= best * _WORTH_SHOWING]
    return sorted(shown, key=lambda one: (-scores[one], one))


def slips(asked: Sequence[str], matches: Iterable[Match]) -> tuple[str, ...]:
    """Return the words that nothing knows as they were typed."""
    known = {match.word for match in matches if match.rank > 0}
    return tuple(word for word in asked if word not in known and len(word) > 2)


def meant(asked: Sequence[str], nearest: Mapping[str, str]) -> str:
    """Return the words as they were perhaps meant, or nothing when they are as they were typed."""
    said = [nearest.get(word, word) for word in asked]
    return " ".join(said) if said != list(asked) else ""


def _fit(match: Match) -> float:
    return 1.0 if match.rank > 0 else match.alike


def _weight(word: str, matches: Sequence[Match], services: int) -> float:
    """Rare words weigh more (inverse document frequency); a word nobody knows weighs like a middling one."""
    known_by = sum(1 for match in matches if match.word == word)
    if not known_by:
        return 1.0
    return math.log(1 + services / known_by)
