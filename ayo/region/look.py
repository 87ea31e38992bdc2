"""Checks of what a pack shows: four colours that browsers understand, and a mark that can do no harm."""

import re
from pathlib import Path
from xml.etree import ElementTree

from ayo.region.reading import Faults

TOKENS = ("--river", "--river-night", "--deep", "--gold")
DRAWING = frozenset(
    {
        "svg",
        "g",
        "path",
        "circle",
        "ellipse",
        "rect",
        "line",
        "polyline",
        "polygon",
        "title",
        "desc",
        "defs",
        "clipPath",
    }
)

_NUMBER = r"(?:\d+(?:\.\d+)?|\.\d+)"
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_OKLCH = re.compile(rf"oklch\(\s*({_NUMBER})%\s+({_NUMBER})\s+({_NUMBER})\s*\)")
_PAIR = re.compile(r"light-dark\(\s*((?:[^(),]|\([^()]*\))+?)\s*,\s*((?:[^(),]|\([^()]*\))+?)\s*\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ROOT = re.compile(r"\s*:root\s*\{([^{}]*)\}\s*")


def check(faults: Faults, folder: Path) -> None:
    _check_tokens(faults, folder)
    _check_logo(faults, folder)


def is_colour(value: str) -> bool:
    """Accept #rgb, #rrggbb, oklch(L% C H) and light-dark() of two of them."""
    pair = _PAIR.fullmatch(value)
    if pair:
        return all(is_colour(side) and not side.startswith("light-dark") for side in pair.groups())
    oklch = _OKLCH.fullmatch(value)
    if oklch:
        lightness, chroma, hue = map(float, oklch.groups())
        return lightness <= 100 and chroma <= 0.5 and hue <= 360
    return _HEX.fullmatch(value) is not None


def _check_tokens(faults: Faults, folder: Path) -> None:
    file = "tokens.css"
    text = _text(faults, folder, file)
    if text is None:
        return
    block = _ROOT.fullmatch(_COMMENT.sub("", text))
    if block is None:
        faults.add(file, "", "must be one :root { … } block with the four region tokens")
        return
    given: dict[str, str] = {}
    for declaration in filter(None, (part.strip() for part in block.group(1).split(";"))):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name not in TOKENS:
            faults.add(file, name, "unknown token")
        if name in given:
            faults.add(file, name, "is set twice")
        given[name] = value
        if name in TOKENS and not is_colour(value):
            faults.add(file, name, f"is not a colour: {value}")
    for name in TOKENS:
        if name not in given:
            faults.add(file, name, "is missing")


def _check_logo(faults: Faults, folder: Path) -> None:
    file = "logo.svg"
    text = _text(faults, folder, file)
    if text is None:
        return
    if "<!" in text.replace("<!--", ""):
        faults.add(file, "", "must not declare a document type or entities")
        return
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  no entities are left to expand
    except ElementTree.ParseError as error:
        faults.add(file, "", f"is not XML: {error}")
        return
    if not root.tag.endswith("}svg") or "viewBox" not in root.attrib:
        faults.add(file, "", "must be an <svg> with a viewBox")
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2]
        if tag not in DRAWING:
            faults.add(file, tag, "is not allowed, only shapes are")
        for name in element.attrib:
            if name.lower().startswith("on") or name.endswith("href") or name == "style":
                faults.add(file, f"{tag}.{name}", "is not allowed")


def _text(faults: Faults, folder: Path, file: str) -> str | None:
    try:
        return (folder / file).read_text(encoding="utf-8")
    except FileNotFoundError:
        faults.add(file, "", "the file is missing")
    except UnicodeDecodeError:
        faults.add(file, "", "is not UTF-8 text")
    return None
