"""A route says who may use it, or the build fails."""

from django.urls import path

from ayo.portal.views import home
from ayo.ui.guard import signed_in
from tests.access.routes import all_routes, undeclared


def test_every_route_declares_who_may_use_it():
    assert undeclared(all_routes()) == []


def test_a_route_without_a_rule_is_named():
    added = [path("baru/", home._greeted, name="new"), path("boleh/", signed_in(home._greeted), name="fine")]

    assert undeclared(all_routes(added)) == ["GET /baru/", "POST /baru/"]


def test_a_view_that_lost_its_guard_lost_its_rule():
    bare = path("audit/", home.home.__wrapped__.__wrapped__)

    assert undeclared(all_routes([bare])) == ["GET /audit/", "POST /audit/"]
