from __future__ import annotations

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class VocabulariesConfig(AppConfig):
    name = "hirz.foundation.vocabularies"
    label = "vocabularies"
    verbose_name = _("Vocabularies")

    def ready(self) -> None:
        from hirz.foundation.vocabularies.checks import check_vocabularies

        checks.register(check_vocabularies, "vocabularies")
