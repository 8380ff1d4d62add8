"""The gallery is served on the staff face, to anyone who is signed in."""

from __future__ import annotations

from django.urls import path

from hirz.faces.shell.gallery import gallery, public_frame
from hirz.foundation.accounts.doors import requires

urlpatterns = [
    path("", requires(None)(gallery), name="gallery"),
    path("public/", requires(None)(public_frame), name="gallery_public"),
]
