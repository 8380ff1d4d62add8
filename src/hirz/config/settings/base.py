"""Settings shared by both faces. What differs by deployment comes from the environment (see ``environment.py``)."""

from __future__ import annotations

from csp.constants import NONE, SELF
from django.conf import global_settings
from django.utils.translation import gettext_lazy as _

from hirz.config.environment import PROJECT_DIR, read

ENVIRONMENT = read()

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
HIRZ_DEMO = ENVIRONMENT.demo
DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "heroicons",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "hirz.foundation.vocabularies",
    "hirz.foundation.offices",
    "hirz.foundation.keys",
    "hirz.foundation.accounts",
    "hirz.foundation.walls",
    "hirz.foundation.audit",
    "hirz.foundation.staffing",
    "hirz.foundation.blobs",
    "hirz.foundation.backup",
    "hirz.regional.organisations",
    "hirz.regional.mechanisms",
    "hirz.regional.recommendations",
    "hirz.regional.programme",
    "hirz.regional.implementation",
    "hirz.regional.reviews",
    "hirz.regional.institutions",
    "hirz.regional.partners",
    "hirz.regional.reports",
    "hirz.regional.legislation",
    "hirz.reprisals.people",
    "hirz.reprisals.matching",
    "hirz.reprisals.cases",
    "hirz.reprisals.intake",
    "hirz.reprisals.evidence",
    "hirz.reprisals.response",
    "hirz.reprisals.reporting",
    "hirz.faces.shell",
    "hirz.faces.public",
    "hirz.faces.staff",
    "hirz.faces.cli",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hirz.faces.shell.context.shell",
            ],
        },
    }
]

FORM_RENDERER = "hirz.faces.shell.widgets.LongLists"

# Languages and time. Arabic is where the interface is designed; English is the source language of messages.
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh-hans", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]
LANGUAGES_BIDI = global_settings.LANGUAGES_BIDI
LOCALE_PATHS = [PROJECT_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files
STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.state_dir / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # evidence never passes through it
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = ["hirz.foundation.blobs.upload.ArrivalUploadHandler"]
HIRZ_KEYS_DIR = ENVIRONMENT.keys_dir
HIRZ_LEDGER_ORIGIN = ENVIRONMENT.ledger_origin
HIRZ_IATI_REPORTER = ENVIRONMENT.iati_reporter  # identifier, type and name, as the aid transparency standard knows us
HIRZ_LEDGER_WITNESSES = list(ENVIRONMENT.ledger_witnesses)
HIRZ_OPENS = True  # the public face says no
HIRZ_BLOBS_DIR = ENVIRONMENT.state_dir / "blobs"
HIRZ_COMPARISON_DIR = ENVIRONMENT.state_dir / "comparison"
HIRZ_VOCABULARIES_DIR = PROJECT_DIR / "vocabularies"
HIRZ_MAX_FILE_BYTES = 50 * 1024 * 1024
HIRZ_MAX_FILES_PER_REQUEST = 10
HIRZ_MAX_TOTAL_BYTES_PER_REQUEST = 200 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024  # a narrative of several megabytes is accepted, a flood is not

# Sign-in
AUTHENTICATION_BACKENDS = ["hirz.foundation.accounts.adapter.StaffBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "hirz.foundation.accounts.adapter.StaffAccountAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
# Wrong passwords and codes are counted in hirz.foundation.accounts.attempts, so that no stranger locks anybody out.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "30/m/key"}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_ADAPTER = "hirz.foundation.accounts.adapter.StaffMFAAdapter"
MFA_FORMS = {
    "authenticate": "hirz.foundation.accounts.codes.SecondStepForm",
    "reauthenticate": "hirz.foundation.accounts.codes.ConfirmingForm",
}
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey that lies on a table opens nothing
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Hirz"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "staff:home"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_ENGINE = "hirz.foundation.accounts.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # a device that was closed holds no session
HIRZ_IDLE_SECONDS = 30 * 60
HIRZ_CONFIRMED_SECONDS = 5 * 60  # how long a second factor holds for acts that ask for it again

# What a process of the public face takes in before it asks to wait: at once, and by the second in the long run.
HIRZ_BUDGETS = {"receipt": (30, 1.0), "sending": (300, 5.0)}
HIRZ_QUICK_EXIT_URL = "https://www.un.org/"  # where "Leave this site" leads

# Transport and browser
CSRF_USE_SESSIONS = False
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not HIRZ_DEMO
# Browsers take a cookie of this prefix from this very host only, over TLS, for the whole of it.
_HOST = "" if HIRZ_DEMO else "__Host-"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_HOST}hirz_session", f"{_HOST}hirz_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # sealed with the session, in no cookie
# Behind a proxy that ends TLS the pages are reached by these names, and by no others.
CSRF_TRUSTED_ORIGINS = [] if HIRZ_DEMO else [f"https://{host}" for host in ALLOWED_HOSTS]
# TLS ends at the operator's proxy, which says so, and says who asks.
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.proxies else None
SECURE_SSL_REDIRECT = bool(ENVIRONMENT.proxies)
SECURE_HSTS_SECONDS = 0 if HIRZ_DEMO else 2 * 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False  # other names of the same office are not ours to bind
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" would make browsers send Origin: null with our own forms
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Logs say what happened to the machine, never what a person wrote: no request body, no query string, no parameters.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "class": "hirz.config.logs.KindAndPlace",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django.request": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
        # It names the address, and that of a first password opens the account to whoever reads it.
        "django.security.csrf": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
        "django.server": {"handlers": [], "propagate": False},
        "hirz": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "django.views.debug.SafeExceptionReporterFilter"
