import pytest
from jinja2 import Environment, UndefinedError
from jinja2.environment import TemplateModule

from tests.ui.conftest import TEMPLATES

EVIL = "<script>alert(1)</script>"

CALLS = {
    "crumbs": "crumbs([(x, x)])",
    "head": "head(x, lead=x, hint=x, eyebrow=x)",
    "tag": "tag(x, x)",
    "source": "source(x, x)",
    "key": "key(x)",
    "button": "button(x, url=x, attrs={'title': x})",
    "button that is off": "button(x, disabled=True, why=x, name=x, value=x)",
    "tap": "tap('x', x, url=x)",
    "chips": "chips([{'label': x, 'url': x}], x)",
    "tabs": "tabs([{'label': x, 'url': x}], x)",
    "link_list": "link_list([{'label': x, 'url': x, 'hint': x}])",
    "pager": "pager(previous=x, next=x, text=x)",
    "pages": "pages(2, 5, base=x, text=x)",
    "search": "search(x, x, name=x, value=x)",
    "tile": "tile(x, x, hint=x, tag=x)",
    "case": "case(x, x, tag=x, kind=x, hint=x, foot=x, action=x, figure=x)",
    "rows": "rows([{'label': x, 'url': x, 'hint': x, 'side': x, 'tag': x}])",
    "facts": "facts([{'label': x, 'value': x, 'source': x, 'on': x, 'url': x, 'verb': x, 'extra': x}])",
    "strip": "strip([{'label': x, 'value': x, 'unit': x, 'tone': x}])",
    "kpis": "kpis([{'label': x, 'value': x, 'unit': x, 'hint': x}])",
    "folds": "folds([{'label': x, 'text': x}])",
    "table": "table([x, {'label': x}], [[x, x]], x)",
    "cell": "cell(x, x)",
    "compare": "compare([{'label': x, 'ours': x, 'theirs': x, 'source': x, 'result': x}], x)",
    "choice": "choice(x, x, x, x)",
    "drop": "drop(x, x, x, x)",
    "switch": "switch(x, x)",
    "stepper": "stepper([x], 0)",
    "note": "note(x, x, url=x, link=x)",
    "empty": "empty(x, x, url=x, action=x)",
    "skeleton": "skeleton(x)",
    "progress": "progress(x, 3, hint=x, right=x)",
    "toast": "toast(x, undo_url=x)",
    "closer": "closer(x, x)",
    "gates": "gates(1, 2, x)",
    "ring": "ring(1, 2, x, unit=x, center=x)",
    "track": "track(1, 2, x)",
    "bars": "bars([{'label': x, 'value': 3}], x)",
    "spark": "spark([1, 2], x, tone=x)",
    "chart": "chart([1, 2], x)",
    "timeline": "timeline([{'title': x, 'hint': x, 'at': x, 'state': x, 'url': x}])",
    "steps": "steps([{'label': x, 'hint': x}])",
    "receipt": "receipt(1, 2, 3, [{'name': x, 'fields': x, 'reason': x, 'url': x, 'state': 'FAILED'}], number=x)",
    "flow": "flow([{'name': x, 'gives': x, 'weight': 1}], {'figure': x}, [{'name': x, 'weight': 1, 'note': x}], x)",
    "hero": "hero(x, eyebrow=x)",
}


@pytest.fixture
def parts(env: Environment) -> TemplateModule:
    return env.get_template("ui/parts.html").module


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_no_part_lets_markup_through(env: Environment, call: str):
    name = call.split("(")[0]

    html = env.from_string(f'{{% from "ui/parts.html" import {name} %}}{{{{ {call} }}}}').render(x=EVIL)

    assert "<script" not in html
    assert "&lt;script" in html


def test_every_part_has_a_place_in_the_gallery(parts: TemplateModule):
    shown = "".join(path.read_text() for path in (TEMPLATES / "ui").glob("gallery*/*.html"))
    shown += (TEMPLATES / "ui" / "gallery.html").read_text()
    exceptions = {"fields", "wall", "mark", "crumbs", "hero"}  # seen through field, empty, the shell, head and river

    names = {name for name in vars(parts) if not name.startswith("_")}

    assert {name for name in names if f"{name}(" not in shown} <= exceptions
    assert len(names) > 50


def test_a_number_that_is_not_there_is_not_printed(env: Environment):
    with pytest.raises(UndefinedError):
        env.from_string("{{ nobody_passed_me }}").render()

    assert env.from_string("{% if nobody_passed_me %}x{% endif %}{{ it|default('ok') }}").render() == "ok"


def test_a_state_has_one_word_one_colour_and_one_icon(parts: TemplateModule):
    assert parts.state("HELD") == parts.tag("Tertahan", "turn", "clock")


def test_the_receipt_says_the_whole_sentence(parts: TemplateModule):
    html = parts.receipt(20, 20, 38, [])

    assert "Sampai ke 20 dari 20 aplikasi dalam 38\N{NO-BREAK SPACE}ms" in html
    assert html.count('class="done"') == 20
    assert html.count('class="gates"') == 2


def test_the_receipt_counts_those_that_wait_and_those_that_failed(parts: TemplateModule):
    html = parts.receipt(14, 16, 38, [], waiting=1, failed=1)

    assert (html.count('class="done"'), html.count('class="now"'), html.count('class="bad"')) == (14, 1, 1)
    assert "1 menunggu" in html and "1 gagal" in html


def test_a_table_labels_every_cell_for_the_phone(parts: TemplateModule):
    html = parts.table(["Layanan", {"label": "Hari", "align": "r"}], [["Akta", 2]], "Contoh")

    assert '<th scope="row">Akta</th>' in html
    assert '<td class="r" data-l="Hari">2</td>' in html
    assert '<caption class="hidden">Contoh</caption>' in html


def test_an_empty_table_says_so(parts: TemplateModule):
    assert "Belum ada baris." in parts.table(["A", "B"], [], "Contoh")


def test_page_numbers_leave_out_the_middle(parts: TemplateModule):
    html = parts.pages(5, 9)

    assert [page for page in range(1, 10) if f">{page}</a>" in html] == [1, 4, 5, 6, 9]
    assert html.count("…") == 2
