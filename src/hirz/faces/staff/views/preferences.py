from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, requires

STAFF_LANGUAGES = {"ar": "العربية", "en": "English", "fr": "Français", "ru": "Русский"}
"""By the name that their readers give them. In the last two, pages of the reprisals half are in English."""


@requires(None)
@open_to_contributors
def language(request: StaffRequest) -> HttpResponse:
    """In which language this person reads the staff face."""
    chosen = request.POST.get("language")
    if chosen not in STAFF_LANGUAGES:
        raise Http404
    request.user.language = chosen
    request.user.save(update_fields=["language"])
    return redirect("staff:home")
