"""Finding services in everyday words: full text in Indonesian and trigrams for slips, judged by rules.searching."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from ayo.common import sql
from ayo.services import versions
from ayo.services.data.offers import Found, Offer
from ayo.services.queries import catalogue
from ayo.services.rules import searching

# The beginning of a word is enough, so that results come while one types.
_MATCHES = """
select s.code, w.word, ts_rank('{0.1, 0.2, 0.6, 1.0}', s.found_by, to_tsquery('indonesian', w.word || ':*')),
       strict_word_similarity(w.word, s.plain)
from unnest(%(words)s::text[]) w (word)
join services_service s on s.found_by @@ to_tsquery('indonesian', w.word || ':*')
                        or strict_word_similarity(w.word, s.plain) >= %(close)s
"""
_NEAREST = """
select w.word, near.known from unnest(%(words)s::text[]) w (word)
cross join lateral (
    select k.known from unnest(%(known)s::text[]) k (known)
    where similarity(k.known, w.word) >= 0.3 order by similarity(k.known, w.word) desc, k.known limit 1
) near
"""


def found(typed: str, *, limit: int) -> Found:
    """Return the services that answer the words best, and what was perhaps meant; at most four queries.

    Where nothing is like a word at all, the services are those of the word that was perhaps meant.
    """
    asked = searching.words(typed)
    if not asked:
        return Found((), "")
    offers = {offer.code: offer for offer in catalogue.offers()}
    matches = _matches(asked, offers)
    nearest = _nearest(searching.slips(asked, matches), offers)
    unlike = {word for word in asked if not any(match.word == word for match in matches)}
    if unlike & nearest.keys():
        asked = tuple(nearest.get(word, word) if word in unlike else word for word in asked)
        matches = _matches(asked, offers)
    best = searching.ranked(asked, matches, services=len(offers))
    return Found(tuple(offers[code] for code in best[:limit]), searching.meant(searching.words(typed), nearest))


def _matches(asked: Sequence[str], offers: Mapping[str, Offer]) -> list[searching.Match]:
    rows = sql.rows(_MATCHES, {"words": list(asked), "close": searching.CLOSE})
    return [searching.Match(*row) for row in rows if row[0] in offers]


def _nearest(slips: Sequence[str], offers: Mapping[str, Offer]) -> dict[str, str]:
    if not slips:
        return {}
    known = _vocabulary(tuple(offer.version_id for offer in offers.values()))
    return dict(sql.rows(_NEAREST, {"words": list(slips), "known": list(known)}))


@lru_cache(maxsize=8)
def _vocabulary(offered: tuple[UUID, ...]) -> tuple[str, ...]:
    """Return the words of names, keywords and summaries; what is no word of any of them is never suggested."""
    every = (versions.definition_of(version_id) for version_id in offered)
    texts = (text for made in every for text in (*made.name.values(), *made.keywords, *made.summary.values()))
    return tuple(sorted({word for text in texts for word in searching.words(text) if len(word) > 3}))
