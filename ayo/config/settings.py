"""Django's settings. Every value that differs between places is read from the environment by `env`, nothing else is."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ayo.config import env
from ayo.config.security import *  # noqa: F403  headers and CSP live together, reviewed together

ROOT = env.ROOT
AYO_HOME = env.home()
AYO_REGION_DIR = env.text("AYO_REGION_DIR", str(ROOT / "regions" / "tangerang"))
AYO_URL = env.text("AYO_URL", f"http://127.0.0.1:{env.number('PORT', 8000)}")
AYO_OUTBOUND_ALLOW = env.words("AYO_OUTBOUND_ALLOW")
AYO_METRICS_TOKEN = env.text("AYO_METRICS_TOKEN")

DEBUG = env.flag("AYO_DEBUG")
SECRET_KEY = env.secret_key()
SECRET_KEY_FALLBACKS = env.words("AYO_SECRET_KEY_OLDER")
ALLOWED_HOSTS = env.words("AYO_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("AYO_ORIGINS")
USE_X_FORWARDED_HOST = env.flag("AYO_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if USE_X_FORWARDED_HOST else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = AYO_URL.startswith("https://")
SECURE_HSTS_SECONDS = 31_536_000 if AYO_URL.startswith("https://") else 0
SILENCED_SYSTEM_CHECKS: list[str] = []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.idp.oidc",
    "ayo.events",
    "ayo.audit",
    "ayo.region",
    "ayo.ui",
    "ayo.registry",
    "ayo.identity",
    "ayo.files",
    "ayo.notices",
    "ayo.exchange",
    "ayo.services",
    "ayo.performance",
    "ayo.portal",
    "ayo.config",
]

MIDDLEWARE = [
    "ayo.config.telemetry.TelemetryMiddleware",
    "ayo.config.metrics.MetricsMiddleware",
    "ayo.config.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ayo.ui.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ayo.identity.middleware.ActorMiddleware",
    "ayo.identity.middleware.IdempotencyMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ayo.config.pages.DomainErrorMiddleware",
]

ROOT_URLCONF = "ayo.config.urls"
WSGI_APPLICATION = "ayo.config.wsgi.application"

_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "ayo.ui.jinja.environment",
            "context_processors": [*_CONTEXT, "ayo.portal.context.chrome"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _CONTEXT},
    },
]
# Inputs as well, and a choice of many without a template for each option.
FORM_RENDERER = "ayo.ui.inputs.Renderer"

_TIMEOUTS = "-c lock_timeout=4000 -c statement_timeout=" + str(env.number("AYO_STATEMENT_TIMEOUT_MS", 5000))
_POOL = {"min_size": 1, "max_size": env.number("AYO_POOL", 6), "timeout": 10}
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "ayo.config.database",
        **env.database(),
        "OPTIONS": {
            "options": _TIMEOUTS,
            "prepare_threshold": 5,
            **({"pool": _POOL} if env.flag("AYO_POOLED") else {}),
        },
        # The pool looks at each connection itself before it hands it out.
        "CONN_HEALTH_CHECKS": not env.flag("AYO_POOLED"),
        "CONN_MAX_AGE": 0 if env.flag("AYO_POOLED") else 60,
        "ATOMIC_REQUESTS": False,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["ayo.identity.backends.LoginBackend"]
PASSWORD_HASHERS = ["ayo.identity.guards.passwords.Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "ayo.identity.guards.passwords.NotGuessed"},
    {"NAME": "ayo.identity.guards.passwords.NotBreached"},
]
AYO_BREACHED_URL = env.text("AYO_BREACHED_URL").rstrip("/")
LOGIN_URL = "/masuk/"
VERIFY_URL = "/akun/verifikasi/"
ACTING_URL = "/saya/untuk/"
SESSION_ENGINE = "ayo.identity.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "ayo_session"
CSRF_COOKIE_NAME = "ayo_csrf"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ayo.config.pages.form_expired"

ACCOUNT_ADAPTER = "ayo.identity.adapter.AccountAdapter"
ACCOUNT_FORMS = {"reauthenticate": "ayo.identity.guards.forms.ReauthenticateByPassword"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# Guessing is slowed down by ayo.identity.attempts, for all processes at once.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = dict.fromkeys(("login_failed", "reauthenticate", "webauthn_login"), "")
MFA_ADAPTER = "ayo.identity.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_FORMS = {
    "authenticate": "ayo.identity.guards.forms.Authenticate",
    "reauthenticate": "ayo.identity.guards.forms.Reauthenticate",
    "add_webauthn": "ayo.identity.guards.passkeys.Add",
    "login_webauthn": "ayo.identity.guards.passkeys.SignIn",
    "authenticate_webauthn": "ayo.identity.guards.passkeys.Authenticate",
    "reauthenticate_webauthn": "ayo.identity.guards.passkeys.Reauthenticate",
}
MFA_RECOVERY_CODE_COUNT = 10
MFA_TOTP_TOLERANCE = 1
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/masuk/"
IDP_OIDC_ADAPTER = "ayo.identity.oidc.adapter.Adapter"
IDP_OIDC_AUTHORIZATION_CODE_EXPIRES_IN = 60
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = IDP_OIDC_ID_TOKEN_EXPIRES_IN = 900
IDP_OIDC_REFRESH_TOKEN_EXPIRES_IN = 30 * 24 * 3600
IDP_OIDC_RATE_LIMITS = {"introspect_ip": "6000/m/ip", "introspect_client": "6000/m/key"}

EMAIL_HOST = env.text("AYO_SMTP_HOST")
EMAIL_PORT = env.number("AYO_SMTP_PORT", 587)
EMAIL_HOST_USER = env.text("AYO_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("AYO_SMTP_PASSWORD")
EMAIL_USE_SSL = env.flag("AYO_SMTP_TLS", "1") and EMAIL_PORT == 465
EMAIL_USE_TLS = env.flag("AYO_SMTP_TLS", "1") and EMAIL_PORT != 465
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("AYO_SMTP_FROM", "ayo@localhost")
AYO_GATEWAY_URL = env.text("AYO_GATEWAY_URL").rstrip("/")
AYO_GATEWAY_KEY = env.text("AYO_GATEWAY_KEY")
AYO_GATEWAY_SECRET = env.text("AYO_GATEWAY_SECRET")

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "ayo_language"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = AYO_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.flag("AYO_COLLECTED")
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not env.flag("AYO_COLLECTED")
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = AYO_HOME / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
AYO_UPLOAD_LARGEST = env.number("AYO_UPLOAD_LARGEST_MB", 10) * 1024 * 1024
AYO_UPLOAD_PIXELS = env.number("AYO_UPLOAD_MEGAPIXELS", 60) * 1_000_000
AYO_FILE_LINK_S = env.number("AYO_FILE_LINK_MINUTES", 15) * 60
AYO_CIRCUIT_TELL_S = env.number("AYO_CIRCUIT_TELL_S", 120)
AYO_SCANNER = env.text("AYO_SCANNER")
AYO_SCANNER_TIMEOUT_S = env.number("AYO_SCANNER_TIMEOUT_S", 10)
AYO_SIGNING_URL = env.text("AYO_SIGNING_URL").rstrip("/")
AYO_SIGNING_USER = env.text("AYO_SIGNING_USER")
AYO_SIGNING_PASSWORD = env.text("AYO_SIGNING_PASSWORD")
AYO_SIGNING_TIMEOUT_S = env.number("AYO_SIGNING_TIMEOUT_S", 120)
AYO_SIGNING_ANCHORS = env.words("AYO_SIGNING_ANCHORS")
AYO_SIGNING_HINT = env.text("AYO_SIGNING_HINT")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "ayo.config.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.text("AYO_LOG_LEVEL", "INFO")},
}
