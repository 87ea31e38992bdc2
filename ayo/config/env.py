"""The one typed reader of the environment; every setting that differs between places comes through here."""

import contextlib
import os
import secrets
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent.parent


class BadSetting(Exception):
    """An environment variable holds something that cannot be used; the message names it."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: str = "0") -> bool:
    value = text(name, default).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise BadSetting(f"{name}={value!r}: expected 1 or 0")


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.lstrip("-").isdigit():
        raise BadSetting(f"{name}={value!r}: expected a whole number")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def home() -> Path:
    """Return the folder that holds the data: database, keys, uploads, files for applications."""
    return Path(text("AYO_HOME") or ROOT / ".ayo").expanduser().resolve()


def database() -> dict[str, object]:
    """Return Django's database settings for `AYO_DATABASE_URL`, or for the bundled PostgreSQL in the home folder."""
    url = text("AYO_DATABASE_URL")
    if not url:
        from ayo.config import embedded

        return embedded.connection_settings(home())
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise BadSetting("AYO_DATABASE_URL: expected postgresql://user:password@host:port/name")
    settings: dict[str, object] = {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }
    for pair in filter(None, parts.query.split("&")):
        key, _, value = pair.partition("=")
        if key == "host":
            settings["HOST"] = unquote(value)
    return settings


def database_url(settings: dict[str, object]) -> str:
    """Return a libpq address for the same settings, for programs that do not go through Django."""
    host, port = str(settings.get("HOST") or ""), str(settings.get("PORT") or "")
    user, password = quote(str(settings.get("USER") or "")), quote(str(settings.get("PASSWORD") or ""))
    login = f"{user}:{password}@" if password else f"{user}@" if user else ""
    if host.startswith("/"):
        port_part = f"&port={port}" if port else ""
        return f"postgresql://{login}/{settings['NAME']}?host={quote(host, safe='')}{port_part}"
    return f"postgresql://{login}{host}{':' + port if port else ''}/{settings['NAME']}"


def secret_key() -> str:
    """Return the key for sessions and keyed digests, made once and kept in the home folder, readable by the owner."""
    given = text("AYO_SECRET_KEY")
    if given:
        return given
    path = home() / "keys" / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_name(f".secret-{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
        # Several processes start at once: the first link wins and no one ever reads a half-written key.
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(fresh)
        fresh.unlink()
    return path.read_text(encoding="ascii").strip()
