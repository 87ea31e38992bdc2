"""How long a code lives and how often things may be tried. Pure.

Every limit is a window that moves on: it slows down whoever tries, and shuts nobody out for good.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

CODE_LIVES = timedelta(minutes=10)
PROOF_LIVES = timedelta(minutes=60)
TRIES = 5
DIGITS = 6
KEPT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Limit:
    kind: str
    most: int
    within: timedelta


TO_ADDRESS = Limit("code_to_address", 5, timedelta(hours=1))
FROM_NETWORK = Limit("code_from_network", 60, timedelta(hours=1))
OF_ACCOUNT = Limit("bind_account", 5, timedelta(hours=24))
OF_CHECKS = Limit("ask_check", 3, timedelta(hours=24))
OF_NIK = Limit("bind_nik", 20, timedelta(hours=24))

# Ways in by a code. From a browser that is known only the first counts, so nobody uses it up for its owner.
WAY_IN_HERE = Limit("way_in_here", 5, timedelta(minutes=15))
WAY_IN_NETWORK = Limit("way_in_network", 60, timedelta(minutes=15))
WAY_IN = Limit("way_in", 20, timedelta(hours=1))


def digits(text: str) -> str:
    """Return a code as it was sent, however it was typed or pasted."""
    return re.sub(r"[^0-9]", "", text)[:DIGITS]
