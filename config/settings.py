"""Settings of a Multaqa instance, read from the environment only.

Without any variable the embedded default stands: SQLite and the in-memory channel layer under DATA_DIR.
DATABASE_URL and REDIS_URL make it larger without a change of code. docs/operate.md explains each variable.
"""

import contextlib
import os
import secrets
import tomllib
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data"))).resolve()
DEBUG = False


def kept_key(given: str, name: str, length: int) -> str:
    """What the environment gives, else the key kept in the data folder, made there of random bytes."""
    if given:
        return given
    kept = DATA_DIR / name
    if not kept.exists():
        keep_new_key(kept, length)
    return kept.read_text().strip()


def keep_new_key(path: Path, length: int) -> None:
    """Server and worker may start together: each writes a file of its own, the first link wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_name(f"{path.name}.{os.getpid()}")
    own.touch(mode=0o600)
    own.write_text(secrets.token_urlsafe(length))
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(own)
    own.unlink()


SECRET_KEY = kept_key(env.str("SECRET_KEY", default=""), "secret_key", 48)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("SITE_URL", default="")
# Where the code that runs here can be had (AGPL 13); empty: the page about the platform says whom to ask.
SOURCE_URL = env.str("SOURCE_URL", default="")
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
CSRF_TRUSTED_ORIGINS = [SITE_URL.rstrip("/")] if SITE_URL.startswith("https://") else []
HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "daphne",
    "accounts",
    "organizations",
    "files",
    "chat",
    "needs",
    "archives",
    "bots",
    "notifications",
    "search",
    "live",
    "journal",
    "demo",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "guardian",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "django_htmx",
    "django_vite",
    "csp",
    "django_prometheus",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.answers.LetNothingRun",
    "config.answers.RefuseNul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.answers.KeepPrivate",
    "accounts.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.ActivityMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "organizations.middleware.ActorMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "asgi.application"
WSGI_APPLICATION = None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["accounts.templatetags.digits"],  # `date` and `time` in the reader's digits, everywhere
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.menus.navigation",
            ],
        },
    },
]

# Data ---------------------------------------------------------------------------------------------------------------
DATABASES: dict[str, Any] = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'multaqa.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a transaction that will write takes the lock at its start, so it can wait instead of failing half-way.
    # FULL: an acknowledged message survives a power cut.
    DATABASES["default"]["CONN_MAX_AGE"] = None  # pages run in a few kept threads (live/pages.py)
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA mmap_size=134217728; PRAGMA cache_size=-8000; PRAGMA busy_timeout=20000;",
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": env.int("DATABASE_POOL", default=12),
    }

REDIS_URL = env.str("REDIS_URL", default="")
CHANNEL_LAYERS: dict[str, Any] = {
    "default": (
        {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [REDIS_URL]}}
        if REDIS_URL
        else {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": 100_000}}
    )
}
CACHES: dict[str, Any] = {
    "default": (
        {"BACKEND": "journal.cache.ForgivingRedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MEDIA_ROOT = DATA_DIR / "media"
MAX_BODY = 16 * 1024 * 1024
# Bytes of one file, which comes in pieces below MAX_BODY; bytes that one person may leave unfinished or unsent.
MAX_FILE = env.int("MAX_FILE", default=100 * 1024 * 1024)
UNSENT_FILES = env.int("UNSENT_FILES", default=500 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# The journal: who can say what an object looks like, who may watch a stream, who follows it, what the clock may wake.
JOURNAL_KINDS = {
    "user": "accounts.queries.facts",
    "organization": "organizations.queries.facts",
    "membership": "organizations.queries.facts",
    "application": "organizations.queries.facts",
    "room": "chat.queries.facts",
    "room_membership": "chat.queries.facts",
    "report": "chat.queries.facts",
    "measure": "chat.queries.facts",
    "message": "chat.queries.facts",
    "pledge": "needs.queries.pledges.facts",
    "delivery": "needs.queries.pledges.facts",
    "archive": "archives.queries.facts",
    "bot": "bots.queries.facts",
    "outgoing_webhook": "bots.queries.facts",
    "notification": "notifications.queries.facts",
    "push_subscription": "notifications.queries.facts",
    "preferences": "notifications.queries.facts",
    "digest": "notifications.queries.facts",
    "saved_message": "chat.queries.facts",
    "reminder": "chat.queries.facts",
}
JOURNAL_STREAMS = {
    "user": "accounts.permissions.streams_for",
    "org": "organizations.permissions.streams_for",
    "desk": "organizations.permissions.desk_streams_for",
    "room": "chat.permissions.streams_for",
}
# Programs that are told what happens (docs/operate.md): how many are told at once, and whether they may stand inside.
WEBHOOK_THREADS = env.int("WEBHOOK_THREADS", default=4)
WEBHOOKS_INSIDE = env.bool("WEBHOOKS_INSIDE", default=False)
JOURNAL_FOLLOWERS = [
    "chat.tasks.rooms_follow_memberships",
    "bots.tasks.webhooks_follow",
    "notifications.tasks.notices_of_rooms",
    "notifications.tasks.notices_of_people",
    "search.tasks.search_follows_rooms",
    "search.tasks.search_follows_names",
]
JOURNAL_TASKS = {
    "mail_person": "notifications.mails.mail_person",
    "send_digest": "notifications.mails.send_digest",
    "push_stream": "notifications.tasks.push_stream",
    "push_person": "notifications.tasks.push_person",
    "push_again": "notifications.tasks.push_again",
    "expire_upload": "files.tasks.expire_upload",
    "write_imports": "chat.tasks.write_imports",
    "forget_import": "chat.tasks.forget_waiting_import",
    "preview_files": "chat.tasks.preview_files",
    "discard_import": "chat.tasks.discard_import",
    "remind_acknowledgement": "chat.tasks.remind_acknowledgement_of",
    "send_webhook": "bots.tasks.send_webhook",
    "write_archive": "archives.tasks.write_archive",
    "forget_archive": "archives.tasks.forget_old_archive",
    "purge_room": "chat.tasks.purge_room",
    "close_poll": "chat.tasks.close_due_poll",
    "remind": "chat.tasks.remind_of_message",
    "lapse_pledge": "needs.tasks.lapse_pledge",
    "warn_of_lapsing": "needs.tasks.warn_of_lapsing",
    "preview_delivery_files": "needs.tasks.preview_delivery_files",
    "check_ledger": "needs.tasks.check_ledger",
    "fill_search": "search.tasks.fill_search",
}
# Who hears of a task that failed for the last time.
JOURNAL_GIVEN_UP = {"write_imports": "chat.tasks.give_up_import", "write_archive": "archives.tasks.give_up_archive"}
JOURNAL_GIVEN_UP["purge_room"] = "chat.tasks.purge_again"
# Web push: our own private key of P-256; whether push services may lie inside our network (tests).
VAPID_KEY = kept_key(env.str("VAPID_KEY", default=""), "push_key", 32)
PUSH_INSIDE = env.bool("PUSH_INSIDE", default=False)
AUDIT_SECONDS = env.float("AUDIT_SECONDS", default=10.0 if REDIS_URL else 1.0)

# People -------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_AUTO_PREFETCH = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.allauth_forms.SignInForm",
    "change_password": "accounts.allauth_forms.ChangePassword",
    "set_password": "accounts.allauth_forms.SetPassword",
    "reset_password": "accounts.allauth_forms.AskForReset",
    "reset_password_from_key": "accounts.allauth_forms.ResetPassword",
    "add_email": "accounts.allauth_forms.AddEmail",
    "reauthenticate": "accounts.allauth_forms.ConfirmPassword",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key", "reset_password": "10/h/ip"}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Multaqa"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_TOLERANCE = 1
# Nobody signs up alone, so an address that waits for its confirmation is no reason to refuse a second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "accounts.allauth_forms.GiveCode",
    "reauthenticate": "accounts.allauth_forms.ConfirmCode",
    "activate_totp": "accounts.allauth_forms.ActivateApp",
    "add_webauthn": "accounts.allauth_forms.AddKey",
    "edit_webauthn": "accounts.allauth_forms.EditKey",
}
MFA_ADAPTER = "accounts.adapters.FactorAdapter"
USERSESSIONS_ADAPTER = "accounts.adapters.SessionsAdapter"
USERSESSIONS_TRACK_ACTIVITY = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # seconds: a mail server that says nothing must not hold the worker
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="multaqa@localhost")

# Security -----------------------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 30 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Words --------------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_TZ = True
TIME_ZONE = "Asia/Damascus"
LANGUAGE_COOKIE_NAME = "language"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Screen -------------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "frontend" / "dist"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
SERVICE_WORKER = BASE_DIR / "frontend" / "dist" / "service-worker.js"
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+[.-][0-9a-zA-Z_-]{8,12}\..+$"
DJANGO_VITE: dict[str, Any] = {"default": {"manifest_path": BASE_DIR / "frontend" / "dist" / "manifest.json"}}
# Where a token that names its rooms is heard at all (accounts/authentication.py); elsewhere it finds nothing.
SCOPED_TOKENS_OPEN = ("/api/me/", "/api/rooms/", "/api/messages/", "/api/sync/", "/api/files/", "/api/uploads/")

# API ----------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.TokenAuthentication",
        "accounts.authentication.CookieAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["config.api.Json"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "config.api.Pages",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.api.problem",
    "PAGE_SIZE": 50,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Multaqa",
    "DESCRIPTION": "Where organisations talk, ask and give, work together, decide and follow up.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "OrganizationKind": "organizations.models.Organization.Kind",
        "OrganizationStatus": "organizations.models.Organization.Status",
        "OrganizationRole": "organizations.models.Role",
        "FileKind": "files.models.StoredFile.Kind",
        "RoomKind": "chat.models.Room.Kind",
        "ModerationReason": "chat.models.Reason",
        "MeasureKind": "chat.models.Measure.Kind",
        "ReportOutcome": "chat.models.Report.Outcome",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"secrets": {"()": "config.logs.HideSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    # Anybody can send a wrong Host header; it is answered and needs no traceback in the log.
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
# Who may read /metrics from elsewhere: `Authorization: Bearer <token>`; programs on this machine need none.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # ANONYMOUS_USER_NAME is None on purpose: nobody is a person
    "security.W005",  # whether sub-domains speak HTTPS is not ours to say
    "security.W008",  # the proxy that ends TLS redirects; without one there is nothing to redirect to
    "security.W021",  # preloading a domain into browsers is its owner's decision
]
