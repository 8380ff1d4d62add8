from __future__ import annotations

from typing import ClassVar

from django.db import models

from hirz.regional.organisations.files import RecordFile, RecordFileQuerySet
from hirz.regional.organisations.permissions import VALIDATE
from hirz.regional.programme.models.activities import Activity


class ActivityFileQuerySet(RecordFileQuerySet["ActivityFile"]):
    pass


class ActivityFile(RecordFile):
    """A file of an activity: its agenda, its materials, its report. Published, as the activity, by who validates."""

    records: ClassVar = ("activity",)
    published_with: ClassVar = VALIDATE

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="files")

    objects = ActivityFileQuerySet.as_manager()  # type: ignore[misc]

    class Meta(RecordFile.Meta):
        pass
