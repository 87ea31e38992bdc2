"""Which applications sign people in through Ayo, one of each kind, and what each wants to know."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in as its application would describe it to the integrator."""

    slug: str
    name: str
    scopes: tuple[str, ...]
    kind: str
    is_public: bool = False
    asks_consent: bool = False
    asks_how_surely: bool = False


WEB, PUBLIC, CONSENT = "WEB", "PUBLIC", "CONSENT"

THREE = (
    SignIn("e-office", "e-Office", ("openid", "profile", "email"), WEB, asks_how_surely=True),
    SignIn("pbb-p2", "PBB-P2", ("openid", "profile", "phone", "address"), PUBLIC, is_public=True),
    SignIn(
        "perpustakaan", "Perpustakaan Daerah", ("openid", "profile", "email", "address"), CONSENT, asks_consent=True
    ),
)
FIRST_PORT = 9130
