"""Puts the actor on each request, and gives a repeated write the answer it had the first time."""

import hashlib
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import SimpleLazyObject

from ayo.common import clock, http, ids, jsons, sql
from ayo.common.actor import ActorKind
from ayo.identity import arriving, keys, queries, throttle
from ayo.identity.models import IdempotentReply

Answer = Callable[[HttpRequest], HttpResponse]
_KEPT_HEADERS = ("Content-Type", "ETag", "Location")
_CLAIM = """
insert into identity_idempotentreply (id, created_at, actor_id, key, request_digest, status, headers, body)
values (%s, %s, %s, %s, %s, 0, '{}', '')
"""
_REMEMBER = "update identity_idempotentreply set status = %s, headers = %s::jsonb, body = %s where id = %s"


class ActorMiddleware:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: http.Request) -> HttpResponse:
        presented = request.headers.get("Authorization", "")
        if presented.startswith("Bearer ayo_"):
            return self._as_application(request, presented.removeprefix("Bearer ").strip())
        request.actor = SimpleLazyObject(lambda: arriving.actor_of(request))  # type: ignore[assignment]
        return self.get_response(request)

    def _as_application(self, request: http.Request, presented: str) -> HttpResponse:
        key = keys.find(presented)
        if key is None:
            return _problem(401, "bad_key", "This key is not known, has ended or was revoked.")
        wait = throttle.seconds_to_wait(key.prefix, per_minute=key.per_minute)
        if wait:
            refused = _problem(429, "too_many_requests", f"More than {key.per_minute} requests a minute.")
            refused["Retry-After"] = str(wait)
            return refused
        request.actor = queries.actor_of_key(key)
        # A key travels in a header, never by itself like a cookie: there is no forged form to fear.
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        return self.get_response(request)


class IdempotencyMiddleware:
    """`Idempotency-Key` on a write to the API: the write and its remembered answer commit together.

    A second request with the same key waits for the first one and gets its answer; errors are not remembered.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: http.Request) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "")
        if not key or request.method not in {"POST", "PATCH", "PUT"} or not request.path.startswith("/api/"):
            return self.get_response(request)
        if len(key) > 100:
            return _problem(422, "bad_idempotency_key", "An Idempotency-Key has at most 100 characters.")
        if request.actor.kind is ActorKind.NOBODY:
            return self.get_response(request)
        digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode() + request.body).hexdigest()
        return self._once(request, key, digest)

    def _once(self, request: http.Request, key: str, digest: str) -> HttpResponse:
        try:
            with transaction.atomic():
                reply_id = ids.uuid7()
                sql.run(_CLAIM, [reply_id, clock.now(), request.actor.id, key, digest])
                response = self.get_response(request)
                if response.status_code >= 400:
                    transaction.set_rollback(True)
                    return response
                headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
                answer = [response.status_code, jsons.canonical(headers).decode(), response.content, reply_id]
                sql.run(_REMEMBER, answer)
                return response
        except IntegrityError as error:
            if "idempotent_reply_once" not in str(error):
                raise
        return self._again(request, key, digest)

    def _again(self, request: http.Request, key: str, digest: str) -> HttpResponse:
        reply = IdempotentReply.objects.get(actor_id=request.actor.id, key=key)
        if reply.request_digest != digest:
            return _problem(422, "idempotency_key_reused", "This Idempotency-Key came with another request before.")
        response = HttpResponse(bytes(reply.body), status=reply.status, headers=reply.headers)
        response["Idempotency-Replayed"] = "true"
        return response


def _problem(status: int, code: str, detail: str) -> JsonResponse:
    body = {"type": f"/errors/{code}", "title": detail, "status": status, "code": code}
    return JsonResponse(body, status=status, content_type="application/problem+json")
