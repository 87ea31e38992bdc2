"""Writes the page of what Ayo sent to people: e-mail, WhatsApp and SMS as they arrived here, newest first, live."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

from sandbox.gateway import BROKEN, BUSY, LATE
from sandbox.mail import Letter
from sandbox.page.view import CHECK, MARK, OFF
from sandbox.page.view import LATE as CLOCK
from sandbox.post import Post

SHOWN = 50
CHANNELS = ("email", "whatsapp", "sms")
STATES = {"taken": ("flow", CLOCK), "delivered": ("ok", CHECK), "failed": ("bad", OFF)}


@dataclass(frozen=True)
class Item:
    at: float
    to: str
    title: str
    text: str
    state: str


class Sent:
    def __init__(self, words: dict[str, str], lang: str, post: Post, ayo_url: str) -> None:
        self.words = words
        self.lang = lang
        self.post = post
        self.ayo_url = ayo_url.rstrip("/")

    def say(self, name: str, **values: Any) -> str:
        return escape(self.words[name].format(**values))

    def page(self) -> str:
        other = "en" if self.lang == "id" else "id"
        parts = self.parts()
        lanes = "".join(
            f'<section aria-labelledby="{channel}"><h2 id="{channel}">{self.say(f"by_{channel}")}</h2>'
            f'<div data-part="{channel}">{parts[channel]}</div></section>'
            for channel in CHANNELS
        )
        return f"""<!doctype html>
<html lang="{self.lang}" data-live="/kabar/live"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{self.say("sent_title")}</title><link rel="stylesheet" href="/style.css"><link rel="icon" href="data:,">
<noscript><meta http-equiv="refresh" content="2"></noscript><script src="/live.js" defer></script></head>
<body><a class="skip" href="#{CHANNELS[0]}">{self.say("skip_sent")}</a>
<header class="top"><a class="brand" href="/?lang={self.lang}">{MARK}<span>Sandbox Ayo</span></a>
<a class="plain" href="?{escape(urlencode({"lang": other}))}" hreflang="{other}" lang="{other}">{self.say("other")}</a>
<a class="plain" href="{escape(self.ayo_url)}">{self.say("to_ayo")}</a></header>
<main><section class="hero sent"><p class="eyebrow"><a href="/?lang={self.lang}">{self.say("title")}</a></p>
<div role="status" data-part="head">{parts["head"]}</div></section>
<div class="page"><p class="lead">{self.say("sent_lead")}</p>
<div class="lanes">{lanes}</div>
<p class="hint">{self.say("sent_invented")}</p></div></main></body></html>"""

    def parts(self) -> dict[str, str]:
        lanes = {"email": self.letters(), "whatsapp": self.messages("whatsapp"), "sms": self.messages("sms")}
        number = sum(len(items) for items in lanes.values())
        head = f"<h1>{self.say('sent_count', n=number)}</h1><p class='stage'>{self.manners()}</p>"
        return {"head": head, **{name: self.lane(name, items) for name, items in lanes.items()}}

    def letters(self) -> list[Item]:
        return [self.letter(one) for one in self.post.sink.letters] if self.post.sink else []

    def letter(self, letter: Letter) -> Item:
        body = letter.parsed.get_body(("plain",))
        text = str(body.get_content()) if body else ""
        return Item(letter.at, ", ".join(letter.to), str(letter.parsed["subject"]), text, "taken")

    def messages(self, channel: str) -> list[Item]:
        gateway = self.post.gateway
        taken = [one for one in gateway.taken.values() if one.channel == channel] if gateway else []
        return [Item(one.at, one.to, "", one.text, gateway.states.get(one.id, "taken")) for one in taken if gateway]

    def manners(self) -> str:
        """Say how the gateway met Ayo: what it refused is sent once more, so nothing on this page is lost."""
        if self.post.gateway is None:
            return ""
        met = self.post.gateway.met
        return self.say("gateway_met", n=met.total(), busy=met[BUSY], broken=met[BROKEN], late=met[LATE])

    def lane(self, name: str, items: list[Item]) -> str:
        if not items:
            is_off = self.post.sink is None if name == "email" else self.post.gateway is None
            return f"<p class='card hint'>{self.say('sent_off' if is_off else f'none_{name}')}</p>"
        newest = sorted(items, key=lambda item: item.at, reverse=True)[:SHOWN]
        return f"<ul role='list' class='sent'>{''.join(self.item(name, one) for one in newest)}</ul>"

    def item(self, name: str, item: Item) -> str:
        tone, icon = STATES[item.state]
        word = self.say("mail_taken" if name == "email" else f"message_{item.state}")
        title = f"<h3>{escape(item.title)}</h3>" if item.title else ""
        return f"""<li class="card"><p class="hint"><time>{self.time(item.at)}</time> · {escape(item.to)}</p>{title}
<p class="text">{self.linked(item.text)}</p>
<p class="tags"><span class="tag" data-tone="{tone}">{icon}{word}</span></p></li>"""

    def linked(self, text: str) -> str:
        """Make links of addresses that lead back to Ayo; everything else stays text."""
        address = re.escape(escape(self.ayo_url))
        return re.sub(
            rf"{address}[\w/.\-]*", lambda found: f'<a href="{found[0]}">{found[0]}</a>', escape(text.strip())
        )

    def time(self, at: float) -> str:
        return time.strftime("%H.%M.%S" if self.lang == "id" else "%H:%M:%S", time.localtime(at))
