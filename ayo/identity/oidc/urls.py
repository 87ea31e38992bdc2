"""Where applications find the provider. Only what is offered has an address: no device flow, no self-registration."""

from django.urls import include, path

from ayo.identity.oidc import views

_oidc = (
    [
        path(".well-known/openid-configuration", views.configuration, name="configuration"),
        path(".well-known/jwks.json", views.jwks, name="jwks"),
        path("oidc/authorize", views.authorization, name="authorization"),
        path("oidc/token", views.token, name="token"),
        path("oidc/userinfo", views.user_info, name="userinfo"),
        path("oidc/introspect", views.introspect, name="introspect"),
        path("oidc/revoke", views.revoke, name="revoke"),
        path("oidc/logout", views.logout, name="logout"),
    ],
    "oidc",
)

urlpatterns = [path("", include(([path("", include(_oidc))], "idp")))]
