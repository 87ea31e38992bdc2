"""Printing a template of the region: PDF/A-2a and PDF/UA-1, tagged, the same bytes for the same facts, no network.

A template says what it prints by marking it: `#metadata((label: …, value: …)) <fact>`. So the list of printed facts is
read off the very document that is printed, and nobody keeps a second list in step with it.
"""

import json
import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

import typst

from ayo.common import jsons
from ayo.common.jsons import Json
from ayo.files.data import Fact, Printed
from ayo.files.errors import BadTemplate

STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
FACTS = "<fact>"


def printed(template: Path, *, root: Path, facts: Mapping[str, Json], pictures: Mapping[str, str]) -> Printed:
    """Print a template below `root`; `pictures` are SVG texts by name. Raises BadTemplate."""
    press = _press(template, root)
    try:
        # One after another: the compiler keeps fonts and pages between two letters, and takes one at a time.
        with press.turn:
            content = press.compiler.compile(sys_inputs=_inputs(facts, pictures), pdf_standards=list(STANDARDS))
            marked = press.compiler.query(FACTS, field="value")
    except (typst.TypstError, RuntimeError) as error:
        raise BadTemplate(f"{template.name}: {error}") from error
    assert isinstance(content, bytes)  # noqa: S101  a PDF is one file
    found = [Fact(str(one["label"]), str(one["value"])) for one in json.loads(marked)]
    return Printed(content, tuple(found))


def drawn(
    template: Path, *, root: Path, facts: Mapping[str, Json], pictures: Mapping[str, str], ppi: float
) -> tuple[bytes, ...]:  # fmt: skip
    """Draw the pages of a template as PNG, to look at before anything is signed. Raises BadTemplate."""
    press = _press(template, root)
    try:
        with press.turn:
            pages = press.compiler.compile(format="png", ppi=ppi, sys_inputs=_inputs(facts, pictures))
    except (typst.TypstError, RuntimeError) as error:
        raise BadTemplate(f"{template.name}: {error}") from error
    return tuple(pages) if isinstance(pages, list) else (pages or b"",)


def _inputs(facts: Mapping[str, Json], pictures: Mapping[str, str]) -> dict[str, str]:
    return {"facts": jsons.canonical(dict(facts)).decode(), **pictures}


class _Press:
    def __init__(self, template: Path, root: Path) -> None:
        self.turn = threading.Lock()
        # Only the fonts of the typst package: a letter looks the same on every machine.
        self.compiler = typst.Compiler(
            str(template),
            root=str(root),
            ignore_system_fonts=True,
            package_path=str(root / "no-packages"),
            package_cache_path=str(root / "no-packages"),
        )


@lru_cache(maxsize=64)
def _press(template: Path, root: Path) -> _Press:
    if not template.is_file():
        raise BadTemplate(f"{template.name}: there is no such template")
    return _Press(template, root)
