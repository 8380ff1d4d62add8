"""The public face: takes submissions, shows the portal, opens a receipt's inbox. It knows no staff session."""

from hirz.config.settings import base
from hirz.config.settings.base import *  # noqa: F403

FACE = "public"
# It holds public keys only: it can seal, and can open nothing but what a writer holds the key of.
HIRZ_OPENS = False
# On the machine of the staff it sees one folder among their keys; on one of its own it is given that folder alone.
_GIVEN = base.HIRZ_KEYS_DIR
HIRZ_KEYS_DIR = _GIVEN / "public" if (_GIVEN / "public").is_dir() else _GIVEN
# What only signed-in people use is not even loaded here.
_OF_STAFF = ("allauth", "hirz.faces.staff", "hirz.foundation.walls")
INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith(_OF_STAFF)]  # noqa: F405
ROOT_URLCONF = "hirz.faces.public.urls"
WSGI_APPLICATION = "hirz.config.wsgi.application"
MIDDLEWARE = [
    "hirz.foundation.keys.middleware.KeysAtHandMiddleware",
    "hirz.faces.shell.middleware.HeadersMiddleware",
    "hirz.faces.shell.middleware.NoStoreMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hirz.faces.public.language.LanguageInAddressMiddleware",
    "hirz.faces.shell.requests.OneEncodingMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "hirz.faces.shell.context.shell",
            ],
        },
    }
]
CSRF_COOKIE_AGE = None  # it ends with the browser's session, as the page on safety says
CSRF_FAILURE_VIEW = "hirz.faces.public.views.errors.csrf_failure"
