"""How like the words somebody typed are to words we know: beginnings count, and so do slips of the finger.

Few words are compared, a few hundred in all, so this asks no database.
"""

from functools import lru_cache

ENOUGH = 0.5
_CLOSE = 0.5
_SHORT = 4
# Words that say that something is wanted, not what.
_EMPTY = frozenset(
    {
        *("saya", "aku", "mau", "ingin", "minta", "tolong", "cara", "bagaimana", "gimana", "apa", "yang", "di", "ke"),
        *("dari", "untuk", "dan", "atau", "ada", "tidak", "bisa", "dapat"),
        *("the", "an", "my", "me", "to", "of", "how", "do", "want", "need", "can", "is", "and", "or", "for", "in"),
    }
)


def share(words: str, known: str) -> float:
    """Return how much of what was typed is known, from 0 to 1."""
    best = _best_of(words, known)
    return sum(best) / len(best) if best else 0.0


def all_known(words: str, known: str) -> bool:
    """Tell whether each word that was typed begins a known word or is close to one."""
    best = _best_of(words, known)
    return bool(best) and all(best)


def _best_of(words: str, known: str) -> list[float]:
    """Return for each word that was typed how well it is known; what somebody typed is remembered nowhere."""
    split = _split(words)
    typed = [word for word in split if word not in _EMPTY] or split
    return [_best(word, _known(known)) for word in typed]


def _best(word: str, known: tuple[tuple[str, frozenset[str]], ...]) -> float:
    mine = _threes(word)
    best = max((_alike(word, mine, one, theirs) for one, theirs in known), default=0.0)
    return best if best >= _CLOSE else 0.0


def _alike(word: str, mine: frozenset[str], known: str, theirs: frozenset[str]) -> float:
    if known.startswith(word):
        return 1.0
    if len(word) < _SHORT:
        return 0.0
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


@lru_cache(maxsize=512)
def _known(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((word, _threes(word)) for word in _split(text))


def _split(text: str) -> list[str]:
    plain = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return list(dict.fromkeys(plain.split()))


def _threes(word: str) -> frozenset[str]:
    padded = f"  {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))
