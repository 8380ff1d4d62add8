"""What each consent means, in plain words: what we may do with a yes, and what stays undone without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirz.rules.consent import Scope

Words = str | Promise


@dataclass(frozen=True)
class Meaning:
    with_it: Words
    without_it: Words


@dataclass(frozen=True)
class Group:
    """Scopes that are asked under one heading."""

    title: Words
    scopes: tuple[Scope, ...]


GROUPS: Final = (
    Group(_("Working on what you wrote"), (Scope.RECORD, Scope.CONTACT_BACK, Scope.STATISTICS)),
    Group(
        _("Inside the United Nations, and those who protect"),
        (
            Scope.SHARE_WITHIN_OHCHR,
            Scope.SHARE_UN_ENTITY,
            Scope.SHARE_MECHANISM,
            Scope.SHARE_PROTECTION_PARTNER,
        ),
    ),
    Group(_("The Government"), (Scope.RAISE_WITH_GOVERNMENT, Scope.NAME_TO_GOVERNMENT)),
    Group(_("The public"), (Scope.REPORT_WITHOUT_NAME, Scope.REPORT_NAMED, Scope.PUBLIC_STATEMENT)),
)
"""Every scope of ``ASKED_SCOPES`` once, so that what belongs together is weighed together."""

MEANINGS: Final[Mapping[Scope, Meaning]] = {
    Scope.RECORD: Meaning(
        _("We keep what you write. Only the people who work on the case read it."),
        _("We may not keep what you write, and so we cannot work on it."),
    ),
    Scope.CONTACT_BACK: Meaning(
        _("We answer you in your inbox, or in the other safe way if you gave one."),
        _("We do not write to you. Your inbox still shows how far we are."),
    ),
    Scope.STATISTICS: Meaning(
        _("The case is counted in figures in which nobody can be recognized."),
        _("The case is not counted anywhere."),
    ),
    Scope.SHARE_WITHIN_OHCHR: Meaning(
        _("Other teams of the UN Human Rights Office who can help may read it."),
        _("It stays with the team that receives it."),
    ),
    Scope.SHARE_UN_ENTITY: Meaning(
        _("Another part of the United Nations that can help may read it, such as its coordinator in the country."),
        _("No other part of the United Nations learns of it from us."),
    ),
    Scope.SHARE_MECHANISM: Meaning(
        _("Independent experts and committees of the United Nations may read it and take it up."),
        _("They do not see it, and cannot take it up."),
    ),
    Scope.SHARE_PROTECTION_PARTNER: Meaning(
        _("An organization that protects people at risk may learn what it needs to know to help."),
        _("We do not ask any such organization for help."),
    ),
    Scope.RAISE_WITH_GOVERNMENT: Meaning(
        _(
            "We may speak or write to the Government about what happened, without anything that shows who the person "
            "is. Those who know the events may still guess."
        ),
        _("We say nothing of this to the Government. This also limits what we can do."),
    ),
    Scope.NAME_TO_GOVERNMENT: Meaning(
        _("We may tell the Government who the person is. For some this is a protection, for others a danger."),
        _("The Government does not learn the name from us."),
    ),
    Scope.REPORT_WITHOUT_NAME: Meaning(
        _("The yearly report of the Secretary-General may tell of the case without the name. Everybody can read it."),
        _("The case does not appear in the report."),
    ),
    Scope.REPORT_NAMED: Meaning(
        _("The name may stand in a public report. Once it is published, nobody can take it back."),
        _("The name does not appear in any report."),
    ),
    Scope.PUBLIC_STATEMENT: Meaning(
        _("We may speak of the case in public, for example in a press release."),
        _("We say nothing of the case in public."),
    ),
}

NEEDS: Final[Mapping[Scope, Scope]] = {
    Scope.NAME_TO_GOVERNMENT: Scope.RAISE_WITH_GOVERNMENT,
    Scope.REPORT_NAMED: Scope.REPORT_WITHOUT_NAME,
}
"""A name is only said where the case may be spoken of at all."""


def question_name(scope: Scope) -> str:
    return scope.value.lower()
