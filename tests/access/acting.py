"""Who acts for whom in the world of the matrix, and what that opens. A part of the oracle, as blind to the code."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Acts:
    """For whom a reader acts just now, and what they may do; nothing when the right to it is over."""

    whom: str
    may: frozenset[str] = frozenset()


ACTING = {
    "endah": Acts("tari", frozenset({"SEE", "CORRECT"})),
    "hesti": Acts("bima", frozenset({"SEE", "CORRECT", "APPLY", "MESSAGES"})),
    "fajar": Acts("tari"),
    "ilham": Acts("tari"),
    # An officer whom Ratna let help her with another service: none of what she has begun or handed in opens.
    "yanti": Acts("ratna", frozenset({"HELP"})),
}
# Who could begin to act, being just themselves: Galih by a delegation. Ratna is the mother of Bima, who has a guardian.
COULD = {"galih": "tari"}
PERSON = "warga/<UUIDConverter:person_id>/"
HELP_PAGE = "bantu/<UUIDConverter:help_id>/"
PLACES = {
    "SEE": ("saya/riwayat/", "saya/kabar/", f"{PERSON}kabar/<UUIDConverter:event_id>/"),
    "CORRECT": ("saya/ubah/", f"{PERSON}ubah/"),
    "APPLY": ("layanan/<SlugConverter:service>/mulai/", "urusan/", HELP_PAGE),
    "HELP": ("urusan/", HELP_PAGE),
    "MESSAGES": ("kotak-masuk/<UUIDConverter:notice_id>/",),
}
UNDO, EXACT = "kembalikan/", {"saya/": "SEE", "kotak-masuk/": "MESSAGES"}


def may_go(who: str, address: str) -> bool:
    """While acting nothing of one's own is open, and for the other only what was let."""
    may = ACTING[who].may
    if address == f"{HELP_PAGE}keberatan/":
        return False
    if address in EXACT:
        return EXACT[address] in may
    if address.endswith(UNDO):
        return "CORRECT" in may
    inside = any(address.startswith(begins) for scope in may for begins in PLACES.get(scope, ()))
    return inside or address.startswith("saya/untuk/")


def reaches(who: str, address: str, whom: str) -> bool:
    return may_go(who, address) and whom == ACTING[who].whom and not helps(who, whom)


def helps(who: str, whom: str) -> bool:
    return who in ACTING and ACTING[who] == Acts(whom, frozenset({"HELP"}))


def sees(who: str, whom: str) -> bool:
    """Themselves by name on the page, and of all others the one they act for."""
    return who == whom or (ACTING[who].whom == whom and "SEE" in ACTING[who].may)
