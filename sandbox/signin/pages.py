"""Writes the application's page: plain HTML from plain data, everything from outside escaped."""

from __future__ import annotations

import time
from html import escape
from typing import Any

from sandbox.signin.relying import Signed
from sandbox.signin.three import SignIn
from sandbox.signin.words import LANGUAGES

VOUCHED = ("iss", "aud", "sub", "iat", "exp", "acr", "amr")
TIMES = frozenset({"iat", "exp"})


def page(sign_in: SignIn, signed: Signed | None, notice: str, lang: str, *, is_known: bool) -> str:
    words = LANGUAGES[lang]
    other = "en" if lang == "id" else "id"
    told = f'<p class="notice" role="status">{words[notice]}</p>' if notice else ""
    wait = "" if is_known else '<meta http-equiv="refresh" content="2">'
    main = inside(signed, words) if signed else door(words, is_known=is_known)
    return f"""<!doctype html>
<html lang="{lang}" data-app="{sign_in.slug}"><head><meta charset="utf-8">{wait}
<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(sign_in.name)}</title>
<link rel="stylesheet" href="/style.css"><link rel="icon" href="data:,"></head>
<body><header><p class="name">{escape(sign_in.name)}</p>
<a href="/?lang={other}" hreflang="{other}" lang="{other}">{words["other"]}</a></header>
<main>{told}{main}</main>
<footer><p>{words["about_" + sign_in.slug]} {words["kind_" + sign_in.kind]}</p></footer></body></html>"""


def door(words: dict[str, str], *, is_known: bool) -> str:
    way_in = (
        f'<p><a class="button" href="/masuk">{words["enter"]}</a></p>' if is_known else f"<p>{words['waiting']}</p>"
    )
    return f"<h1>{words['welcome']}</h1><p>{words['nobody']}</p>{way_in}"


def inside(signed: Signed, words: dict[str, str]) -> str:
    name = str(signed.known.get("name") or signed.vouched["sub"])
    known = "".join(row(claim, said) for claim, said in flat(signed.known).items())
    vouched = "".join(row(claim, shown(claim, signed.vouched[claim])) for claim in VOUCHED if claim in signed.vouched)
    count = words["refreshed"].format(n=signed.refreshed) if signed.refreshed else ""
    return f"""<p class="hint">{words["signed_in_as"]}</p><h1>{escape(name)}</h1>
<h2>{words["known"]}</h2><dl>{known}</dl>
<p class="hint" id="segar" role="status">{count}</p>
<div class="row"><form method="post" action="/segarkan"><button class="button">{words["refresh"]}</button></form>
<form method="post" action="/keluar"><button class="button" data-kind="quiet">{words["leave"]}</button></form></div>
<details><summary>{words["vouched"]}</summary><dl>{vouched}</dl><p class="hint">{words["checked"]}</p></details>"""


def flat(known: dict[str, Any]) -> dict[str, str]:
    """An address in its parts, everything else as it came."""
    said: dict[str, str] = {}
    for claim, value in known.items():
        if isinstance(value, dict):
            said |= {f"{claim}.{part}": str(text) for part, text in value.items()}
        else:
            said[claim] = str(value)
    return said


def shown(claim: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(value)) if claim in TIMES else str(value)


def row(claim: str, said: str) -> str:
    return f"<div><dt>{escape(claim)}</dt><dd>{escape(said)}</dd></div>"
