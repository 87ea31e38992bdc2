"""The provider's endpoints at Ayo's addresses. What they do is django-allauth's; what they offer is told here."""

from typing import Any
from urllib.parse import urlencode

from allauth.idp.oidc import app_settings, views
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from ayo.common.actor import ActorKind, Right
from ayo.common.errors import NotAllowed
from ayo.identity import queries
from ayo.identity.oidc import assurance, claims, landing, server
from ayo.ui.guard import declared, open_to_all

views.get_server = server.get_server

_with_its_secret = declared("applications that sign people in, by their own secret or their own code")
jwks = open_to_all("public halves of the signing keys")(views.jwks)
token = _with_its_secret(views.token)
revoke = _with_its_secret(views.revoke)
introspect = _with_its_secret(views.introspect)
user_info = declared("who holds a token of the person")(views.user_info)


@open_to_all("what the provider offers")
@require_safe
def configuration(request: HttpRequest) -> JsonResponse:
    """OpenID Connect Discovery 1.0: only what is really offered."""
    methods = list(app_settings.AUTH_METHODS)
    said = {
        "issuer": queries.issuer(),
        "authorization_endpoint": _at("authorization"),
        "token_endpoint": _at("token"),
        "userinfo_endpoint": _at("userinfo"),
        "jwks_uri": _at("jwks"),
        "revocation_endpoint": _at("revoke"),
        "introspection_endpoint": _at("introspect"),
        "end_session_endpoint": _at("logout"),
        "scopes_supported": list(claims.SCOPES),
        "claims_supported": [*claims.SUPPORTED, *assurance.CLAIMS],
        "acr_values_supported": list(assurance.ACR.values()),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": methods,
        "revocation_endpoint_auth_methods_supported": methods,
        "introspection_endpoint_auth_methods_supported": list(app_settings.INTROSPECTION_AUTH_METHODS),
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "ui_locales_supported": [code for code, _name in settings.LANGUAGES],
    }
    response = JsonResponse(said)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "max-age=3600"
    return response


class Authorization(views.AuthorizationView):
    """The question whether an application may know who this is, asked on a page that looks like Ayo."""

    template_name = "identity/authorize.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.kind is ActorKind.APP:  # type: ignore[attr-defined]
            raise NotAllowed("People sign in; an application uses its key.")
        if not request.actor.is_anonymous and not request.actor.may(Right.SIGN_IN_ELSEWHERE):  # type: ignore[attr-defined]
            # To an application `sub` is a person of the registry. Whoever is none learns here how to become one.
            # Whoever acts for another signs in nowhere in that person's name.
            acting = request.actor.on_behalf_of is not None  # type: ignore[attr-defined]
            return HttpResponseRedirect(settings.ACTING_URL if acting else settings.VERIFY_URL)
        response = super().dispatch(request, *args, **kwargs)
        response.form_target = landing.origin_of(request.get_full_path())
        return response

    def _handle_login_prompt(self, request: HttpRequest, prompts: list[str]) -> HttpResponse:
        """`prompt=login` asks for the password anew, whoever is signed in (OpenID Connect Core 1.0, 3.1.2.1)."""
        query = request.GET.copy()
        left = [prompt for prompt in prompts if prompt != "login"]
        query.pop("prompt", None)
        if left:
            query["prompt"] = " ".join(left)
        back = f"{request.path}?{query.urlencode()}"
        return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': back, 'again': '1'})}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        is_assured = assurance.is_granted(queries.actor_of_client(context["client"]))
        return context | {"asked": claims.asked(self._scopes), "is_assured": is_assured}


authorization = declared("people: each says yes for themselves; strangers are sent to sign in")(Authorization.as_view())


class Logout(views.LogoutView):
    """The question whether to leave Ayo too; the answer may lead back to the application that asked."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"client": context["form"].cleaned_data.get("client")}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().render_to_response(context, **kwargs)
        back = context["form"].cleaned_data.get("post_logout_redirect_uri") or ""
        response.form_target = landing.origin(back)  # type: ignore[attr-defined]
        return response


logout = open_to_all("whoever is in may leave")(Logout.as_view())


def _at(name: str) -> str:
    return queries.issuer() + reverse(f"idp:oidc:{name}")
