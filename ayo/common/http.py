"""The request as every view and endpoint sees it: with the actor that `identity` put there."""

from django.http import HttpRequest

from ayo.common.actor import Actor


class Request(HttpRequest):
    actor: Actor
