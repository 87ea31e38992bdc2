"""A small house around the ui package: its own addresses and context, so that these tests need no other module."""

import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader

from ayo.ui.jinja import environment

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "ayo" / "ui" / "jinja2"


@pytest.fixture
def pages() -> dict[str, str]:
    """Extra templates by name; a test adds its own before it renders."""
    return {}


@pytest.fixture
def env(pages: dict[str, str]) -> Environment:
    return environment(loader=ChoiceLoader([DictLoader(pages), FileSystemLoader(TEMPLATES)]))


@pytest.fixture
def house(settings: Any) -> None:
    settings.DEBUG = True
    settings.ROOT_URLCONF = "tests.ui.urls"
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
    settings.MIDDLEWARE = [
        "csp.middleware.CSPMiddleware",
        "ayo.ui.language.LanguageMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ]
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.jinja2.Jinja2",
            "APP_DIRS": True,
            "DIRS": [ROOT / "tests" / "ui" / "templates"],
            "OPTIONS": {
                "environment": "ayo.ui.jinja.environment",
                "context_processors": [
                    "django.contrib.messages.context_processors.messages",
                    "tests.ui.urls.chrome",
                ],
            },
        },
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
    ]


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture
def address(house: None) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), Server, Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
