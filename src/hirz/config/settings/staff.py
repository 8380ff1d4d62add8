"""The staff face: everything people do, behind sign-in, denied unless a view names its permission."""

from hirz.config.settings.base import *  # noqa: F403

FACE = "staff"
ROOT_URLCONF = "hirz.faces.staff.urls"
WSGI_APPLICATION = "hirz.config.wsgi.application"
MIDDLEWARE = [
    "hirz.foundation.keys.middleware.KeysAtHandMiddleware",
    "hirz.faces.shell.middleware.HeadersMiddleware",
    "hirz.faces.shell.middleware.NoStoreMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hirz.faces.shell.requests.OneEncodingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hirz.faces.staff.middleware.StaffLanguageMiddleware",
    "hirz.faces.staff.middleware.OfficeHourMiddleware",
    "hirz.faces.staff.middleware.DenyByDefaultMiddleware",
    "hirz.reprisals.intake.web.taking_in.TakeInMiddleware",
    "hirz.foundation.walls.middleware.StandingMiddleware",
]
CACHES = {"default": {"BACKEND": "hirz.foundation.accounts.memory.DatabaseMemory"}}
CSRF_FAILURE_VIEW = "hirz.faces.staff.views.errors.csrf_failure"
