"""The tables of this database, from its own catalogue, and those that stand outside the wall on purpose."""

from __future__ import annotations

from typing import Final

from django.apps import apps

from tests.foundation.walls.conftest import fetched

OUTSIDE: Final = {
    "accounts_user": "who works here: sign-in reads it before anybody is known, pages show names of colleagues",
    "accounts_roleassignment": "from it the settings of the wall are worked out; staff may only read it",
    "offices_office": "names and working hours of offices: public",
    "keys_compartmentkey": "wrapped by the ring; opens nothing without the key of a unit, and that is behind the wall",
    "keys_tombstone": "random ids of what was shredded: nothing is left to which they lead",
    "audit_ledgerleaf": "the order of the history and its salted hashes; only the worker reads it",
    "audit_ledgernode": "hashes of hashes; only the worker reads it",
    "audit_ledgercheckpoint": "sizes, hashes, signatures: made to be shown to others",
    "audit_ledgercosignature": "signatures of witnesses: made to be shown to others",
    "keys_blindindex": "how many bits the keys of an index have",
    "matching_sweep": "moments and thousandths of a nightly job: no number of anything",
    "people_nameindex": "how many bits the keys of the names of an office have",
    "django_session": "sign-in reads it before anybody is known",
    "accounts_remembered": "hashes and moments of attempts to sign in: asked before anybody is known",
    "mfa_authenticator": "sign-in reads it before anybody is known",
    "account_emailaddress": "of colleagues; sign-in reads it before anybody is known",
    "account_emailconfirmation": "not used: nobody confirms an address here",
    "procrastinate_jobs": "names and moments of jobs; they carry no content",
    "procrastinate_events": "moments of jobs",
    "procrastinate_periodic_defers": "moments of jobs",
    "procrastinate_workers": "heartbeats",
    "django_content_type": "names of tables",
    "django_migrations": "names of migrations; the owner's alone",
    "auth_permission": "not used; the owner's alone",
    "auth_group": "not used; the owner's alone",
    "auth_group_permissions": "not used; the owner's alone",
}

OPEN_TO_STAFF: Final = {
    "mechanisms_treatyaction": "acts of States under treaties, as the depositary publishes them",
    "mechanisms_mechanismevent": "what happened before the mechanisms: published by them",
    "mechanisms_obligationoverride": "words against a rule about public obligations; they name no person",
    "recommendations_importedfile": "which files of public recommendations were taken in",
    "recommendations_recommendation": "recommendations of the mechanisms, as they publish them",
    "recommendations_recommendationtext": "their texts, word for word",
    "recommendations_part": "public texts, divided",
    "recommendations_position": "what States answered in public",
    "recommendations_giventerm": "words of imports that no vocabulary knows",
    "recommendations_textvector": "numbers made of public texts; only the worker writes them",
    "recommendations_suggestedstate": "until when public texts of a State were compared; only the worker writes it",
    "recommendations_lineage": "which public recommendation takes up which, as suggested and as decided",
    "recommendations_cluster": "groups of public recommendations",
    "recommendations_clustermember": "which public recommendation is in which group",
    "recommendations_clusterchange": "what was done to groups, so that it can be taken back",
    "recommendations_importedchange": "what an import of public recommendations changed, as it was before",
    "recommendations_importundo": "which imports were taken back",
    "programme_cycle": "periods of programming with their priorities: the published plan",
    "programme_result": "what is to be reached under each priority: the published plan",
}
"""Behind the wall as well, and written by whoever covers the State, but read by everybody on the staff."""


def all_tables() -> set[str]:
    return {str(name) for (name,) in fetched("select tablename from pg_tables where schemaname = 'public'")}


def content_tables() -> list[str]:
    """Of the reprisals half and what it stands on."""
    return sorted(all_tables() - OUTSIDE.keys() - OPEN_TO_STAFF.keys() - set(layered_tables()))


def layered_tables() -> list[str]:
    """Of the regional half: who sees their rows follows from the layers of visibility and the States of an office."""
    regional = (config for config in apps.get_app_configs() if config.name.startswith("hirz.regional."))
    tables = {model._meta.db_table for config in regional for model in config.get_models(include_auto_created=True)}
    return sorted(tables - OPEN_TO_STAFF.keys())
