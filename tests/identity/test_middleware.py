"""Who the request is from, and that a repeated write happens once."""

import threading
from uuid import uuid4

import pytest
from django.db import connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import RequestFactory

from ayo.common.actor import SYSTEM, Actor, ActorKind
from ayo.identity import facade as identity
from ayo.identity.middleware import ActorMiddleware, IdempotencyMiddleware
from ayo.identity.models import Account, IdempotentReply


def application() -> Actor:
    return Actor(kind=ActorKind.APP, id=uuid4(), label="PBB", app_id=uuid4())


def post(actor: Actor, key: str, body: str = "{}", answer=None) -> HttpResponse:
    request = RequestFactory().post("/api/x", body, content_type="application/json", headers={"Idempotency-Key": key})
    request.actor = actor
    return IdempotencyMiddleware(answer or fresh)(request)


def fresh(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"id": str(uuid4())}, status=201)


@pytest.mark.django_db
def test_the_same_write_gets_the_same_answer():
    actor = application()

    first, again = post(actor, "a"), post(actor, "a")

    assert (again.status_code, again.content) == (201, first.content)
    assert again["Idempotency-Replayed"] == "true"


@pytest.mark.django_db
def test_the_same_key_with_another_body_is_refused():
    actor = application()
    post(actor, "a")

    assert post(actor, "a", '{"x": 1}').status_code == 422


@pytest.mark.django_db
def test_keys_of_two_applications_do_not_meet():
    assert post(application(), "a").content != post(application(), "a").content


@pytest.mark.django_db
def test_an_error_is_not_remembered():
    actor = application()
    refused = post(actor, "a", answer=lambda request: JsonResponse({}, status=422))

    assert refused.status_code == 422
    assert not IdempotentReply.objects.exists()
    assert post(actor, "a").status_code == 201


@pytest.mark.django_db(transaction=True)
def test_two_at_once_become_one():
    actor, made, answers = application(), [], []

    def slow(request: HttpRequest) -> HttpResponse:
        made.append(1)
        threading.Event().wait(0.2)
        return fresh(request)

    def send() -> None:
        answers.append(post(actor, "a", answer=slow).content)
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(made) == 1
    assert len(set(answers)) == 1


@pytest.mark.django_db
def test_a_key_makes_the_request_an_application():
    app_id = uuid4()
    plain, _ = identity.create_key(
        app_id=app_id, app_name="PBB", label="", scopes=["persons:read"], sources=["BKPSDM"], per_minute=600,
        limits={"person": {"fields": ["name"], "areas": ["36.71.01"], "groups": []}}, actor=SYSTEM,
    )  # fmt: skip
    seen: list[Actor] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(request.actor)
        return HttpResponse()

    ActorMiddleware(answer)(RequestFactory().get("/api/x", headers={"Authorization": f"Bearer {plain}"}))

    assert seen[0].app_id == app_id
    assert seen[0].limits["person"].areas == ("36.71.01",)
    assert seen[0].sources == {"BKPSDM"}


@pytest.mark.django_db
def test_a_bad_key_is_refused_before_anything_happens():
    response = ActorMiddleware(fresh)(RequestFactory().get("/", headers={"Authorization": "Bearer ayo_bad_key"}))

    assert response.status_code == 401


@pytest.mark.django_db
def test_signing_in_needs_the_right_password(cast, client):
    identity.open_account(
        login="Ratna@Example.org", person_id=cast.ratna, password="gerbang sungai", is_demo=False, actor=SYSTEM
    )

    assert not client.login(username="ratna@example.org", password="salah")
    assert client.login(username=" RATNA@example.org ", password="gerbang sungai")


@pytest.mark.django_db
def test_a_closed_account_signs_nobody_in(cast, client):
    identity.open_account(login="r", person_id=cast.ratna, password="gerbang sungai", is_demo=False, actor=SYSTEM)
    Account.objects.update(is_active=False)

    assert not client.login(username="r", password="gerbang sungai")
