"""Settings of the tests: the staff face by default, the embedded server, nothing kept, nothing loosened."""

import os
import tempfile
from pathlib import Path

_STATE = Path(tempfile.gettempdir()) / f"hirz-test-{os.getuid()}"
os.environ.setdefault("HIRZ_STATE_DIR", str(_STATE))
os.environ.setdefault("HIRZ_DEMO", "1")

from hirz.config.embedded import use_embedded_database  # noqa: E402

use_embedded_database(Path(os.environ["HIRZ_STATE_DIR"]))

from hirz.config.settings.staff import *  # noqa: E402, F403

HIRZ_DEMO = False
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""  # type: ignore[index]  # noqa: F405
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 - nothing is collected for the tests, but whitenoise looks
