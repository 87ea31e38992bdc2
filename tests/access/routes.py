"""Every address of the house as the URL configuration has it, with the rule its view declares."""

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PAGE_METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Route:
    """One address and one method with the names in the address and the declared rule ("" when there is none)."""

    address: str
    method: str
    names: tuple[str, ...]
    rule: str
    pattern: URLPattern

    def path(self, given: dict[str, Any]) -> str:
        path = f"/{self.address}"
        for name, converter in self.pattern.pattern.converters.items():
            path = path.replace(f"<{type(converter).__name__}:{name}>", converter.to_url(given[name]))
        return path


def all_routes(patterns: Sequence[URLPattern | URLResolver] | None = None) -> list[Route]:
    """Return each address and method once; the API mounts an address again for each of its operations."""
    found = _walk(get_resolver().url_patterns if patterns is None else patterns, "")
    return list({(one.address, one.method): one for one in found}.values())


def undeclared(routes: Sequence[Route]) -> list[str]:
    return sorted({f"{one.method} /{one.address}" for one in routes if not one.rule})


def _walk(patterns: Sequence[URLPattern | URLResolver], before: str) -> Iterator[Route]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, before + str(one.pattern))
            continue
        address = before + _named(one)
        for method, rule in _rules(one.callback):
            yield Route(address, method, tuple(one.pattern.converters), rule, one)


def _named(pattern: URLPattern) -> str:
    """Return the address with each placeholder as `<class of its converter:name>`, however it was written."""
    text = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        start = text.index(f"{name}>")
        text = (
            text[: text.rindex("<", 0, start)] + f"<{type(converter).__name__}:{name}>" + text[start + len(name) + 1 :]
        )
    return text


def _rules(view: Any) -> Iterator[tuple[str, str]]:
    """A page has one rule; the operations of the API behind one address have one each."""
    path_view = inspect.getclosurevars(view).nonlocals.get("self") if inspect.isfunction(view) else None
    if hasattr(path_view, "operations"):
        for operation in path_view.operations:
            for method in operation.methods:
                yield method, getattr(operation.view_func, "access", "")
        return
    rule = getattr(view, "access", "") or getattr(getattr(view, "func", None), "access", "")
    for method in PAGE_METHODS:
        yield method, rule
