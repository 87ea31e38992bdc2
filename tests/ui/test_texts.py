"""What templates refer to exists: icons by name, words in English."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import Environment

from ayo.ui.states import STATES
from tests.ui.conftest import ROOT, TEMPLATES

METHODS = [("**/jinja2/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"**/jinja2/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "extensions": "jinja2.ext.do"}}
NAMED = re.compile(r"""(?:icon|pic|tap|_icon|draw_icon)\(\s*"([\w-]+)"|icon(?:=|":\s*)"([\w-]+)\"""")


def used_icons() -> Iterator[tuple[str, str]]:
    for path in [*ROOT.glob("ayo/*/jinja2/**/*.html"), *ROOT.glob("ayo/*/*.py")]:
        for match in NAMED.finditer(path.read_text()):
            yield str(path.relative_to(ROOT)), match[1] or match[2]


def test_every_icon_a_page_asks_for_is_drawn(env: Environment):
    drawn = env.get_template("ui/icons.html").module.PATHS

    assert [(path, name) for path, name in used_icons() if name not in drawn] == []
    assert {state.icon for state in STATES.values()} <= set(drawn)


def test_an_icon_nobody_drew_fails_loudly(env: Environment):
    icon = env.get_template("ui/icons.html").module.icon

    with pytest.raises(Exception, match="unicorn"):
        icon("unicorn")


def test_every_word_of_the_shell_and_its_parts_is_known_in_english():
    with (Path(ROOT) / "ayo/ui/locale/en/LC_MESSAGES/django.po").open("rb") as file:
        english = read_po(file, locale="en", abort_invalid=True)
    said = set()
    for _file, _line, words, *_rest in extract_from_dir(ROOT / "ayo" / "ui", METHODS, OPTIONS):
        said.add(words[0] if isinstance(words, tuple) else words)

    known = {(m.id[0] if isinstance(m.id, tuple) else m.id) for m in english if m.id and all(m.string)}

    assert said - known == set()
    assert known - said == set(), "English for words nobody says any more"


def test_no_page_carries_script_or_style_of_its_own():
    """The content security policy forbids both, and a page that relies on them would break silently."""
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"<style|\son\w+=|hx-on|javascript:", text), path
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text)), path


def test_templates_stay_short():
    assert {
        str(path): lines for path in TEMPLATES.rglob("*.html") if (lines := path.read_text().count("\n")) > 120
    } == {}
