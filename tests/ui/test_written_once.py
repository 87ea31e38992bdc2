"""Parts that are written once: never in another reader's language, and anew when an argument differs."""

from django.utils import translation
from markupsafe import Markup

from ayo.ui.data import NavItem
from ayo.ui.jinja import written_once


def test_each_language_and_each_argument_is_written_once():
    asked: list[tuple[str | None, tuple[NavItem, ...]]] = []

    def macro(items: tuple[NavItem, ...]) -> Markup:
        asked.append((translation.get_language(), items))
        return Markup("{} {}").format(translation.get_language() or "", items[0].count)

    write = written_once(macro)
    one, other = (NavItem("Kotak", "/kotak/", "inbox", 1, count=number) for number in (1, 2))
    for language in ("id", "en", "id"):
        with translation.override(language):
            assert write((one,)) == f"{language} 1"
    with translation.override("id"):
        assert write((other,)) == "id 2"

    assert asked == [("id", (one,)), ("en", (one,)), ("id", (other,))]
