"""A table in layers and one that hangs on it, made for one test and gone with its transaction."""

from __future__ import annotations

from typing import Any, Final

from django.apps import apps
from django.db import connection, models

from hirz.foundation.keys.sealed import SealedTextField
from hirz.regional.organisations.layered import Internal, InternalQuerySet, Layered, LayeredQuerySet
from hirz.regional.organisations.wall_sql import hanging, internal, layered

LABEL = "organisations"


class ProbeQuerySet(LayeredQuerySet["Probe"]):
    pass


class LeafQuerySet(models.QuerySet["Leaf"]):
    pass


class OwnBusinessQuerySet(InternalQuerySet["OwnBusiness"]):
    pass


class Probe(Layered):
    said = SealedTextField(unit="id", blank=True)

    objects = ProbeQuerySet.as_manager()

    class Meta(Layered.Meta):
        app_label = LABEL


class Leaf(models.Model):
    id = models.UUIDField(primary_key=True)
    probe = models.ForeignKey(Probe, on_delete=models.PROTECT, related_name="+")

    objects = LeafQuerySet.as_manager()

    class Meta:
        app_label = LABEL

    def __str__(self) -> str:
        return f"leaf {self.pk}"


class OwnBusiness(Internal):
    objects = OwnBusinessQuerySet.as_manager()

    class Meta(Internal.Meta):
        app_label = LABEL


TABLES: Final[list[Any]] = [Probe, Leaf, OwnBusiness]
for _model in TABLES:  # to other tests, which walk over all models, they are not there
    del apps.all_models[LABEL][_model._meta.model_name]
apps.clear_cache()


def raise_probe() -> None:
    with connection.schema_editor() as editor:
        for model in TABLES:
            editor.create_model(model)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(layered("organisations_probe", unit="probe"))
        cursor.execute(hanging("organisations_leaf", "probe_id", "organisations_probe"))
        cursor.execute(internal("organisations_ownbusiness"))
