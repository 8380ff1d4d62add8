"""The public face: takes submissions, shows the portal, opens a receipt's inbox. It knows no staff session."""

from hirz.config.settings.base import *  # noqa: F403

FACE = "public"
# What only signed-in people use is not even loaded here.
INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith(("allauth", "hirz.faces.staff"))]  # noqa: F405
ROOT_URLCONF = "hirz.faces.public.urls"
WSGI_APPLICATION = "hirz.config.wsgi.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "hirz.faces.public.language.LanguageInAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hirz.faces.shell.middleware.NoStoreMiddleware",
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
