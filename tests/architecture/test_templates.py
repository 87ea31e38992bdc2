"""Templates say things, they decide nothing: who may is asked in the view and told to the template as a fact."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from ayo.common.actor import Role
from ayo.ui.show import _backend

AYO = Path(__file__).resolve().parent.parent.parent / "ayo"
ASKING = {"actor", "access", "has", "has_perm"}


def decisions(env: Environment, source: str) -> Iterator[str]:
    """Yield the names by which a template asks who somebody is."""
    tree = env.parse(source)
    for node in tree.find_all((nodes.Name, nodes.Getattr, nodes.Const, nodes.Getitem)):
        word = getattr(node, "attr", None) or getattr(node, "name", None) or getattr(node, "value", None)
        if isinstance(word, str) and (word in ASKING or (word in set(Role) and isinstance(node, nodes.Const))):
            yield f"{node.lineno}: {word}"


def test_no_template_asks_for_a_role_or_a_right():
    env = _backend().env
    found = [
        f"{path.relative_to(AYO)}:{fault}"
        for path in sorted(AYO.glob("*/jinja2/**/*.html"))
        for fault in decisions(env, path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_a_template_that_decides_is_seen():
    env = _backend().env

    assert list(decisions(env, '{% if request.actor.has("AUDITOR") %}x{% endif %}')) == [
        "1: has", "1: actor", "1: AUDITOR",
    ]  # fmt: skip
    assert list(decisions(env, "{% if access.may_look(me) %}x{% endif %}")) == ["1: access"]
