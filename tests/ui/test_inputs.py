"""A choice of many says what Django's own template says, whatever stands in it."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from ayo.ui.inputs import Renderer

CHOICES = [
    ("", "Semua"),
    ("<b>", 'A & "B"'),
    ("Kecamatan <1>", [("36.71.01.1005", "Cikokol"), ("x", "'y'")]),
]


class Area(forms.Form):
    area = forms.ChoiceField(choices=CHOICES, widget=forms.Select(attrs={"data-x": "<&>", "hidden": False}))
    open = forms.ChoiceField(choices=CHOICES, required=False, disabled=True)
    name = forms.CharField(max_length=5)


@pytest.mark.parametrize("data", [None, {"area": "<b>", "open": "x"}, {"area": "x"}, {"area": "none of them"}])
def test_the_markup_is_djangos(data):
    ours, theirs = Area(data, renderer=Renderer()), Area(data, renderer=DjangoTemplates())

    for field in ("area", "open", "name"):
        assert parse_html(str(ours[field])) == parse_html(str(theirs[field]))


def test_nothing_given_is_taken_for_markup():
    assert "<b>" not in str(Area({"area": "<b>"}, renderer=Renderer())["area"])
