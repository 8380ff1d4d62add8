"""The text of an alternative report as it stands: what each section says, what went apart, and how long it all is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from hirz.engines.canonical import canonical_json
from hirz.foundation.accounts.models import User
from hirz.regional.reviews.models import AlternativeReport, Section, SectionVersion
from hirz.rules.drafts import Version, VersionsApart, ends
from hirz.rules.word_limits import Length, length_of


@dataclass(frozen=True)
class Draft:
    """A section with what was saved for it, the earliest first."""

    section: Section
    versions: Sequence[SectionVersion]

    @cached_property
    def ends(self) -> list[SectionVersion]:
        by_id = {str(version.pk): version for version in self.versions}
        return [by_id[end.id] for end in ends(facts_of(self.versions))]

    @property
    def is_apart(self) -> bool:
        return len(self.ends) > 1

    @property
    def text(self) -> str:
        """The one text in force; where versions went apart, the last that was saved."""
        return self.ends[-1].text if self.ends else ""

    @cached_property
    def length(self) -> Length:
        return length_of(self.section.heading) + length_of(self.text)


@dataclass(frozen=True)
class WholeText:
    """All sections that somebody may see, in order."""

    drafts: Sequence[Draft]

    @cached_property
    def length(self) -> Length:
        return sum((draft.length for draft in self.drafts), Length())

    @property
    def is_empty(self) -> bool:
        return not any(draft.text.strip() for draft in self.drafts)

    def require_together(self) -> None:
        """Raises ``VersionsApart``."""
        if any(draft.is_apart for draft in self.drafts):
            raise VersionsApart

    def digest(self) -> str:
        """SHA-256 of headings and texts in order, in hexadecimal."""
        return sha256(canonical_json([[draft.section.heading, draft.text] for draft in self.drafts])).hexdigest()


def facts_of(versions: Iterable[SectionVersion]) -> list[Version]:
    """What the rules read."""
    return [
        Version(id=str(one.pk), saved_at=one.saved_at, follows=tuple(str(pk) for pk in one.follows)) for one in versions
    ]


def text_of(report: AlternativeReport, *, user: User) -> WholeText:
    """Sections of the report that the person may see, with what was saved for them. Two questions."""
    sections = list(Section.objects.visible_to(user).filter(report=report))
    saved = SectionVersion.objects.filter(section__in=[section.pk for section in sections])
    return WholeText(_drafts(sections, saved))


def _drafts(sections: Sequence[Section], saved: Iterable[SectionVersion]) -> list[Draft]:
    of_section: defaultdict[UUID, list[SectionVersion]] = defaultdict(list)
    for version in saved:
        of_section[version.section_id].append(version)
    return [Draft(section, of_section[section.pk]) for section in sections]


def names_in(report: AlternativeReport, *, user: User) -> Mapping[UUID, str]:
    """What each organisation of the coalition is called in the report, as far as the person may know them."""
    names = {one.organisation_id: one.name for one in report.coauthors.visible_to(user)}
    return {**names, **({report.contributed_by_id: report.lead_name} if report.contributed_by_id else {})}
