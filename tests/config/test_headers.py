"""Every answer carries the headers that protect a browser session; see also ayo/config/security.py."""

import pytest
from django.test import Client

PAGE = "/health/live"


def policy(client: Client) -> dict[str, str]:
    header = client.get(PAGE).headers["Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


def test_scripts_come_from_the_house_only_and_never_from_the_page_itself(client):
    told = policy(client)

    assert told["default-src"] == "'none'"
    assert told["script-src"] == "'self'"
    assert told["style-src"] == "'self'"
    assert told["frame-ancestors"] == told["base-uri"] == told["object-src"] == "'none'"
    assert told["form-action"] == "'self'"


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ],
)
def test_a_protecting_header_is_always_there(client, header, value):
    assert client.get(PAGE).headers[header] == value


def test_the_device_gives_its_place_and_nothing_else(client):
    told = client.get(PAGE).headers["Permissions-Policy"]

    assert "geolocation=(self)" in told
    assert "camera=()" in told and "microphone=()" in told


@pytest.mark.django_db
def test_what_somebody_signed_in_gets_is_never_kept_by_a_cache(client, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "anything"

    assert "no-store" in client.get(PAGE).headers["Cache-Control"]


def test_what_everybody_gets_may_be_kept(client):
    assert "Cache-Control" not in client.get(PAGE).headers
