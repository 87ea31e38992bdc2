"""Writes the page: plain HTML from plain data; everything that came from outside is escaped."""

from __future__ import annotations

import time
from html import escape
from typing import Any
from urllib.parse import urlencode

from sandbox.fleet import Member
from sandbox.kit import behaviour
from sandbox.kit.receiver import UUID
from sandbox.page.copies import Copy, Gallery
from sandbox.signin.front import Front

TONES = {"ALIVE": "ok", "KILLED": "bad", "DEAD": "bad", "LOADING": "flow", "STARTING": "flow"}
COUNTED = ("received", "doubles", "refused", "stumbles", "lied", "bad_signatures", "flooded", "flood_429")
MARK = (
    '<svg class="mark" viewBox="0 0 28 28" aria-hidden="true"><path d="M4.5 24.5V13a9.5 9.5 0 0 1 19 0v11.5"/>'
    '<path d="M4.5 18.5c3.2-2.7 6.3-2.7 9.5 0s6.3 2.7 9.5 0"/></svg>'
)
CHECK = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M4.5 12.8 9.5 17.5 19.5 6.8"/></svg>'
LATE = (
    '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="8.5"/>'
    '<path d="M12 7.5V12l3 2"/></svg>'
)
OFF = (
    '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4v8"/><path d="M7 7a7 7 0 1 0 10 0"/></svg>'
)


def shown(value: Any) -> str:
    """A stored value as it stands; long ids by their end, which is where they differ."""
    if value is None or value == "":
        return "<i>–</i>"
    text = escape(str(value))
    return f'<span title="{text}">…{text[-12:]}</span>' if UUID.fullmatch(str(value)) else text


class View:
    def __init__(
        self, words: dict[str, str], lang: str, gallery: Gallery, loaded_at_ms: int, stage: str, fronts: list[Front]
    ) -> None:
        self.words = words
        self.lang = lang
        self.gallery = gallery
        self.loaded_at_ms = loaded_at_ms
        self.stage = stage
        self.fronts = fronts

    def say(self, name: str, **values: Any) -> str:
        return escape(self.words[name].format(**values))

    def page(self, *, name: str, found: list[dict[str, Any]], notice: str, ayo_url: str) -> str:
        other = "en" if self.lang == "id" else "id"
        parts = self.parts()
        cards = "".join(self.card(member, parts) for member in self.gallery.members)
        link = f"?{urlencode({'lang': other, 'orang': self.gallery.person_id})}"
        return f"""<!doctype html>
<html lang="{self.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{self.say("title")}</title><link rel="stylesheet" href="/style.css"><link rel="icon" href="data:,">
<noscript><meta http-equiv="refresh" content="2"></noscript><script src="/live.js" defer></script></head>
<body><a class="skip" href="#salinan">{self.say("skip")}</a>
<header class="top"><a class="brand" href="/?lang={self.lang}">{MARK}<span>Sandbox Ayo</span></a>
<a class="plain" href="{escape(link)}" hreflang="{other}" lang="{other}">{self.say("other")}</a>
<a class="plain" href="{escape(ayo_url)}">{self.say("to_ayo")}</a></header>
<main>
<section class="hero"><p class="eyebrow">{self.say("title")}</p>
<div role="status" data-part="head">{parts["head"]}</div>
<div class="gates" role="img" aria-label="{self.say("gates")}" data-part="gates">{parts["gates"]}</div></section>
<div class="page">
<p class="lead">{self.say("lead")}</p>
{self.search(name, found, notice)}
<dl class="strip" data-part="strip">{parts["strip"]}</dl>
{self.sign_ins()}
<p class="doors"><a href="/kabar?lang={self.lang}">{self.say("to_sent")}</a></p>
<h2 id="salinan">{self.say("copies")}</h2>
<ul role="list" class="cards">{cards}</ul>
<p class="hint">{self.say("invented")}</p></div></main></body></html>"""

    def parts(self) -> dict[str, str]:
        """What changes by itself, by name; the page and the live updates are made of the same parts."""
        parts = {"head": self.head(), "gates": self.gates(), "strip": self.strip()}
        for member in self.gallery.members:
            slug = member.app.slug
            copy = self.gallery.copies.get(slug)
            parts[f"tags-{slug}"] = self.tags(member, copy)
            parts[f"body-{slug}"] = self.body(member, copy)
            parts[f"foot-{slug}"] = self.foot(member)
            parts[f"power-{slug}"] = self.power(member)
        return parts

    def head(self) -> str:
        truth = next((copy.person["record"] for copy in self.gallery.copies.values() if copy.person), None)
        names = [
            str(copy.person["record"]["name"])
            for copy in self.gallery.copies.values()
            if copy.person and copy.person["record"].get("name")
        ]
        agreeing = sum(copy.agrees is True for copy in self.gallery.copies.values())
        sentence = self.say("agree", n=agreeing, all=len(self.gallery.members)) if truth else self.say("nobody")
        who = f"<p class='who'>{escape(names[0])}</p>" if names else ""
        return f"<h1>{sentence}</h1>{who}{self.progress()}"

    def progress(self) -> str:
        if self.stage == "OPEN":
            return ""
        done = sum(member.loaded for member in self.gallery.members)
        return f"<p class='stage'>{self.say(self.stage, n=done, all=len(self.gallery.members))}</p>"

    def gates(self) -> str:
        holes = []
        for member in self.gallery.members:
            copy = self.gallery.copies.get(member.app.slug)
            state = "off" if member.state in {"KILLED", "DEAD"} else "now" if copy and copy.agrees is False else ""
            state = state or ("on" if copy and copy.agrees else "")
            holes.append(f'<i class="{state}" title="{escape(member.app.name)}"></i>')
        return "".join(holes)

    def strip(self) -> str:
        members = self.gallery.members
        wave = self.gallery.wave()
        alive = sum(member.state == "ALIVE" for member in members)
        rows = sum(sum(member.status.get("rows", {}).values()) for member in members)
        cells = [("alive", self.number(alive), self.say("of", n=len(members)))]
        if wave:
            cells.append(("versions", self.number(wave.version), self.say("in_apps", n=wave.count)))
        if wave and self.loaded_at_ms and wave.first_ms > self.loaded_at_ms:
            spread = f"{(wave.last_ms - wave.first_ms) / 1000:.2f}"
            cells.append(("spread", spread.replace(".", ",") if self.lang == "id" else spread, self.say("second")))
        else:
            cells.append(("spread", "–", self.say("no_wave")))
        cells.append(("rows", self.number(rows), ""))
        return "".join(
            f"<div><dt>{self.say(label)}</dt><dd><b>{figure}</b> <small>{unit}</small></dd></div>"
            for label, figure, unit in cells
        )

    def search(self, name: str, found: list[dict[str, Any]], notice: str) -> str:
        links = "".join(self.link(one) for one in found[:8])
        several = f"<p class='hint'>{self.say('several')}</p><ul class='found'>{links}</ul>" if len(found) > 1 else ""
        told = f"<p class='note' role='alert'>{escape(notice)}</p>" if notice else ""
        return f"""<form class="search" role="search" method="get"><input type="hidden" name="lang" value="{self.lang}">
<label class="hidden" for="nama">{self.say("find")}</label>
<input id="nama" name="nama" type="search" autocomplete="off" value="{escape(name)}" placeholder="{self.say("find")}">
<button class="button">{self.say("search")}</button></form>{told}{several}"""

    def link(self, one: dict[str, Any]) -> str:
        where = escape(str(one["own"].get("NAMA_KEL") or ""))
        target = escape("?" + urlencode({"lang": self.lang, "orang": one["id"]}))
        return f"<li><a href='{target}'>{escape(str(one['record'].get('name')))}</a> <small>{where}</small></li>"

    def sign_ins(self) -> str:
        doors = ", ".join(
            f'<a href="{front.url}/?lang={self.lang}">{escape(front.sign_in.name)}</a> ({self.say(front.sign_in.kind)})'
            for front in self.fronts
        )
        return f"<p class='doors'>{self.say('sign_in')}: {doors}.</p>" if doors else ""

    def card(self, member: Member, parts: dict[str, str]) -> str:
        app, slug = member.app, member.app.slug
        store = escape(app.tables[0].store.label)
        buttons = "".join(self.switch(member, name) for name in behaviour.NAMES)
        return f"""<li class="card" id="{slug}"><header><div><h3>{escape(app.name)}</h3>
<p class="hint">{escape(app.owner)} · {self.say(app.mode)} · :{member.port}<br>{store}</p></div>
<div class="tags" data-part="tags-{slug}">{parts[f"tags-{slug}"]}</div></header>
<div data-part="body-{slug}">{parts[f"body-{slug}"]}</div>
<footer data-part="foot-{slug}">{parts[f"foot-{slug}"]}</footer>
<details><summary>{self.say("manage")}</summary><div class="switches">
<div data-part="power-{slug}">{parts[f"power-{slug}"]}</div>
<fieldset><legend>{self.say("behaviour")}</legend>{buttons}</fieldset></div></details></li>"""

    def tags(self, member: Member, copy: Copy | None) -> str:
        state = member.state
        word = self.say("ST_LOADING" if state == "LOADING" else state)
        icon = CHECK if state == "ALIVE" else OFF if state in {"KILLED", "DEAD"} else LATE
        tags = [f'<span class="tag" data-tone="{TONES.get(state, "flow")}">{icon}{word}</span>']
        if member.manner["name"] != behaviour.NORMAL:
            tags.append(f'<span class="tag">{self.say(member.manner["name"])}</span>')
        if copy is not None and copy.agrees is not None:
            tone, mark, label = ("ok", CHECK, "same") if copy.agrees else ("turn", LATE, "differs")
            tags.append(f'<span class="tag" data-tone="{tone}">{mark}{self.say(label)}</span>')
        return "".join(tags)

    def body(self, member: Member, copy: Copy | None) -> str:
        if copy is None:
            return f"<p class='hint'>{self.say('unknown')}</p>"
        if not copy.rows:
            return f"<p class='hint'>{self.say('outside' if copy.agrees else 'not_held')}</p>"
        return "".join(self.row(copy, row) for row in copy.rows)

    def row(self, copy: Copy, row: dict[str, Any]) -> str:
        fields = "".join(
            f"<div{' data-fresh' if copy.is_fresh(row['kind'], name) else ''}><dt>{escape(name)}</dt>"
            f"<dd>{shown(value)}</dd></div>"
            for name, value in row["own"].items()
        )
        return f'<dl class="own">{fields}</dl>'

    def foot(self, member: Member) -> str:
        last = int(member.status.get("last_event_ms") or 0)
        when = self.time(last) if last else self.say("never")
        counts = member.status.get("counts", {})
        told = [f"{self.number(counts[name])} {self.say(name)}" for name in COUNTED if counts.get(name)]
        return f"<p class='hint'>{self.say('last')}: <time>{when}</time>{''.join(f' · {one}' for one in told)}</p>"

    def power(self, member: Member) -> str:
        action = "kill" if member.running else "revive"
        kind = ' data-kind="bad"' if member.running else ""
        return self.form(member, action, "", f"<button class='button'{kind}>{self.say(action)}</button>")

    def switch(self, member: Member, name: str) -> str:
        pressed = ' aria-pressed="true"' if member.manner["name"] == name else ' aria-pressed="false"'
        return self.form(member, "behave", name, f"<button class='chip'{pressed}>{self.say(name)}</button>")

    def form(self, member: Member, action: str, value: str, button: str) -> str:
        hidden = {"app": member.app.slug, "do": action, "as": value, "lang": self.lang, "orang": self.gallery.person_id}
        inputs = "".join(f'<input type="hidden" name="{name}" value="{escape(held)}">' for name, held in hidden.items())
        return f'<form method="post" action="/do">{inputs}{button}</form>'

    def number(self, value: int) -> str:
        return f"{value:,}".replace(",", ".") if self.lang == "id" else f"{value:,}"

    def time(self, stamp_ms: int) -> str:
        clock = time.strftime("%H.%M.%S" if self.lang == "id" else "%H:%M:%S", time.localtime(stamp_ms / 1000))
        return f"{clock}{',' if self.lang == 'id' else '.'}{stamp_ms % 1000:03}"
