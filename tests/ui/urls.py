"""Pages for the ui tests: the gallery, a page with a fragment, sign-in and errors."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from ayo.ui.data import NavItem
from ayo.ui.show import show


class NameForm(forms.Form):
    name = forms.CharField(label="Nama")


def sample(request: HttpRequest) -> HttpResponse:
    if "say" in request.GET:
        messages.success(request, "Tersimpan <b>rapi</b>")
    form = NameForm(request.POST or None)
    status = 422 if form.is_bound and not form.is_valid() else 200
    context = {"rows": ["satu", "<dua>"], "form": form, "count": 7}
    return show(request, "sample/page.html", context, fragment="list", status=status)


def plain(request: HttpRequest) -> HttpResponse:
    return show(request, "sample/sign_in.html", {"form": NameForm()})


def error(request: HttpRequest, status: int) -> HttpResponse:
    return show(request, "ui/error.html", {"status": status}, status=status)


def chrome(request: HttpRequest) -> dict[str, Any]:
    nav = (
        NavItem("Beranda", "/", "home", 0),
        NavItem("Meja kerja", "#meja", "inbox", 1, count=12, tone="turn"),
        NavItem("Galeri", "/ui/", "grid", 2, current=True),
        NavItem("Tim saya", "#tim", "people", 3, count=3),
    )
    return {
        "brand": {
            "name": "Tangerang Ayo",
            "tokens_url": "",
            "emergency": {"label": "Darurat 112", "hint": "Bebas pulsa, 24 jam", "url": "#darurat"},
        },
        "frame": {
            "nav": nav,
            "dock": nav,
            "person_name": "Budi",
            "person_hint": "Penata · Kel. Cikokol",
            "me_url": "#saya",
            "inbox_url": "#kotak",
            "sign_out_url": "#keluar",
            "unread": 2,
        },
        "rail": request.GET.get("rail", ""),
    }


urlpatterns = [
    path("ui/", include("ayo.ui.urls")),
    path("sample/", sample),
    path("plain/", plain),
    path("error/<int:status>/", error),
]
