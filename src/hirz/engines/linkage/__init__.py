"""Duplicates among many records of persons: names across scripts, dates, places and events as one model of Splink.

>>> from hirz.engines.linkage import Record, link
>>> found = link([
...     Record("1", ("Нурлан Абдыкадыров",), birth="1985-03-12", place="Ош"),
...     Record("2", ("Abdykadyrov Nurlan",), birth="1985", place="Osh"),
...     Record("3", ("Dinara Isaeva",), birth="1985-03-12", place="Osh"),
... ])
>>> found.clusters
(('1', '2'), ('3',))
"""

from hirz.engines.linkage.errors import (
    CheckpointMismatch,
    DecisionsContradict,
    EngineMissing,
    LinkageError,
    RecordRefused,
    UnknownRecord,
)
from hirz.engines.linkage.explaining import LANGUAGES, explain_link
from hirz.engines.linkage.linking import Link, Linkage, Step, link
from hirz.engines.linkage.model import Model, read_model
from hirz.engines.linkage.records import Decision, Record, Verdict, is_date

__all__ = [
    "LANGUAGES",
    "CheckpointMismatch",
    "Decision",
    "DecisionsContradict",
    "EngineMissing",
    "Link",
    "Linkage",
    "LinkageError",
    "Model",
    "Record",
    "RecordRefused",
    "Step",
    "UnknownRecord",
    "Verdict",
    "explain_link",
    "is_date",
    "link",
    "read_model",
]
