import pytest
from django import forms
from jinja2 import Environment

from ayo.ui.gallery import SampleForm


def form(**data: object) -> SampleForm:
    return SampleForm({"name": "Ratna", "phone": "0812", "born_on": "2099-01-01", "kelurahan": "1001", **data})


@pytest.fixture
def write(env: Environment):
    def render(text: str, **values: object) -> str:
        imports = '{% from "ui/parts.html" import errors, field, fields %}'
        return env.from_string(imports + text).render(**values)

    return render


def test_a_refused_field_names_its_hint_source_and_error(write):
    html = write("{{ field(form['phone'], hint='Angka saja', source='Warga', on='2026-01-08') }}", form=form())

    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_phone_hint id_phone_from id_phone_error"' in html
    for part in ("id_phone_hint", "id_phone_from", "id_phone_error"):
        assert f'id="{part}"' in html


def test_a_field_without_fault_is_not_called_invalid(write):
    html = write("{{ field(form['name']) }}", form=form())

    assert "aria-invalid" not in html
    assert 'aria-describedby="id_name_hint"' in html


def test_what_may_be_empty_says_so(write):
    assert "(boleh kosong)" in write("{{ field(form['message']) }}", form=form())
    assert "(boleh kosong)" not in write("{{ field(form['message'], optional=False) }}", form=form())


def test_choices_are_a_group_with_a_legend(write):
    html = write("{{ field(form['pick_up'], hints={'post': '3 hari kerja'}) }}", form=form(pick_up="post"))

    assert "<fieldset" in html and "<legend>Ambil KIA di mana?" in html
    assert html.count('type="radio"') == 2
    assert 'value="post" id="id_pick_up_1" checked' in html
    assert "3 hari kerja" in html


def test_the_summary_links_to_every_field_at_fault_in_their_order(write):
    refused = form(pick_up="")
    refused.add_error(None, "Dua pengajuan yang sama")

    html = write("{{ errors(form) }}", form=refused)

    assert 'role="alert"' in html and "data-focus" in html
    places = [
        html.index(words)
        for words in ("Dua pengajuan", 'href="#id_born_on"', 'href="#id_phone"', 'href="#id_pick_up_0"')
    ]
    assert places == sorted(places)


def test_a_form_that_was_not_sent_has_no_summary(write):
    assert write("{{ errors(form) }}", form=SampleForm()).strip() == ""


def test_what_people_wrote_comes_back_escaped(write):
    html = write("{{ field(form['name']) }}{{ errors(form) }}", form=form(name='"><script>'))

    assert "<script>" not in html


def test_every_visible_field_of_a_form_is_written(write):
    class Small(forms.Form):
        one = forms.CharField()
        two = forms.CharField(widget=forms.HiddenInput)

    html = write("{{ fields(form) }}", form=Small())

    assert html.count("<label") == 1
    assert 'type="hidden" name="two"' in html
