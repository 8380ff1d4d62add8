"""What of the evidence somebody sees. Pages, downloads, bundles and commands all ask here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from hirz.foundation.accounts.access import AccessDenied, has_permission
from hirz.foundation.accounts.models import User
from hirz.reprisals.evidence.models import EvidenceItem, WorkingCopy
from hirz.reprisals.evidence.permissions import EvidencePermission
from hirz.reprisals.evidence.versions import Version


@dataclass(frozen=True, slots=True)
class Sight:
    """``versions`` may be opened in the system; ``leaving`` may be chosen to leave it, if consent allows that."""

    item: EvidenceItem
    handles: bool
    versions: tuple[Version, ...]
    leaving: tuple[Version, ...]

    def version(self, pk: UUID) -> Version:
        """The version with this id. To whoever may not open it, it does not exist: raises :class:`AccessDenied`."""
        found = next((version for version in self.versions if version.pk == pk), None)
        if found is None:
            raise AccessDenied
        return found


def sight(item: EvidenceItem, user: User) -> Sight:
    """What one person sees of an item of a case that is open to them.

    Whoever handles evidence in the office of the case sees the original and every copy. Anybody else (a colleague to
    whom the case was opened, somebody who clears or audits) sees redacted copies that were accepted. What lies in
    quarantine is opened by nobody here; it can leave in a bundle, for those who examine such things.
    """
    handles = has_permission(user, EvidencePermission.EVIDENCE_HANDLE, item.office_id)
    if item.erased_at is not None:
        return Sight(item, handles, (), ())
    original = Version(item)
    copies = [Version(item, copy) for copy in item.copies.all() if copy.discarded_at is None]
    accepted = tuple(_accepted(copies))
    if not handles:
        return Sight(item, handles, accepted, accepted)
    stripped = tuple(version for version in copies if version.copy and not version.copy.is_redacted)
    leaving = (original, *stripped, *accepted)
    return Sight(item, handles, tuple(copies) if item.quarantine else (original, *copies), leaving)


def sights(items: Iterable[EvidenceItem], user: User) -> list[Sight]:
    return [sight(item, user) for item in items]


def require_sight(version: Version, user: User) -> None:
    """Raises :class:`AccessDenied` unless the person may open this version."""
    is_open = EvidenceItem.objects.visible_to(user).filter(pk=version.item.pk).exists()
    if not is_open or version.pk not in {each.pk for each in sight(version.item, user).versions}:
        raise AccessDenied


def visible_copy(pk: UUID, user: User) -> WorkingCopy:
    """A copy that the person may open; raises :class:`AccessDenied` for any other."""
    items = EvidenceItem.objects.visible_to(user).values("pk")
    copies = WorkingCopy.objects.filter(item__in=items).select_related("item__case__office")
    copy = copies.filter(pk=pk).first()
    if copy is None:
        raise AccessDenied
    sight(copy.item, user).version(pk)
    return copy


def _accepted(copies: Iterable[Version]) -> Iterable[Version]:
    return (version for version in copies if version.copy and version.copy.accepted_at is not None)
