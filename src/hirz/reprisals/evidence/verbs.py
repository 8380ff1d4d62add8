from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hirz.engines.evidence import Event
from hirz.foundation.audit.verbs import register


@register
class EvidenceVerb(TextChoices):
    EVIDENCE_RECEIVED = "EVIDENCE_RECEIVED", _("Evidence received")
    EVIDENCE_QUARANTINED = "EVIDENCE_QUARANTINED", _("Evidence received and put into quarantine")
    EVIDENCE_STRIPPED = "EVIDENCE_STRIPPED", _("Working copy without hidden data made")
    EVIDENCE_SAVED = "EVIDENCE_SAVED", _("File of evidence saved outside the system")
    EVIDENCE_REDACTED = "EVIDENCE_REDACTED", _("Redacted copy made")
    EVIDENCE_COPY_ACCEPTED = "EVIDENCE_COPY_ACCEPTED", _("Redacted copy accepted")
    EVIDENCE_COPY_DISCARDED = "EVIDENCE_COPY_DISCARDED", _("Redacted copy discarded")
    EVIDENCE_EXPORTED = "EVIDENCE_EXPORTED", _("Evidence left in a custody bundle")
    EVIDENCE_ERASED = "EVIDENCE_ERASED", _("Evidence erased")
    READ_EVIDENCE = "READ_EVIDENCE", _("Evidence of a case looked through")
    READ_EVIDENCE_FILE = "READ_EVIDENCE_FILE", _("File of evidence seen")


VERB_OF: Final[Mapping[Event, EvidenceVerb]] = MappingProxyType(
    {
        Event.RECEIVED: EvidenceVerb.EVIDENCE_RECEIVED,
        Event.QUARANTINED: EvidenceVerb.EVIDENCE_QUARANTINED,
        Event.STRIPPED: EvidenceVerb.EVIDENCE_STRIPPED,
        Event.VIEWED: EvidenceVerb.READ_EVIDENCE_FILE,
        Event.SAVED: EvidenceVerb.EVIDENCE_SAVED,
        Event.REDACTED: EvidenceVerb.EVIDENCE_REDACTED,
        Event.ACCEPTED: EvidenceVerb.EVIDENCE_COPY_ACCEPTED,
        Event.DISCARDED: EvidenceVerb.EVIDENCE_COPY_DISCARDED,
        Event.EXPORTED: EvidenceVerb.EVIDENCE_EXPORTED,
    }
)
