from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.access import offices_with
from hirz.foundation.accounts.models import User
from hirz.foundation.keys.querysets import SealedModel, SealedQuerySet
from hirz.foundation.keys.sealed import SealedTextField
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.fields import CodeField
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.precise_dates import PreciseDateField
from hirz.reprisals.people.models import Person
from hirz.rules.lifecycle import ScopeFinding
from hirz.rules.verification import Finding


class CaseQuerySet(SealedQuerySet["Case"]):
    def visible_to(self, user: User) -> CaseQuerySet:
        """Cases of the person's offices, and those a grant in force opens to them."""
        granted = CaseGrant.objects.filter(user=user).in_force().values("case_id")
        return self.filter(Q(office__in=offices_with(user, CasePermission.CASE_VIEW)) | Q(id__in=granted))

    def open(self) -> CaseQuerySet:
        return self.exclude(state__in=["CLOSED", "OUT_OF_SCOPE", "MERGED"])


class Case(SealedModel):
    """An allegation that somebody suffered, or was threatened with, harm for cooperating with the United Nations."""

    reference = models.CharField(max_length=16, unique=True, help_text="random: it tells nothing about other cases")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="cases")
    state_concerned = models.CharField(max_length=2, help_text="code of the State")
    other_states = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    summary = SealedTextField(unit="id", blank=True)
    language = models.CharField(max_length=8, default="en")
    protected_category = CodeField(vocabulary="protected_category", null=True, blank=True)
    scope_reason = SealedTextField(unit="id", blank=True, help_text="why it is, or is not, within resolution 12/2")
    out_of_scope_reason = CodeField(vocabulary="out_of_scope_reason", null=True, blank=True)
    scope_finding = models.CharField(
        max_length=16, choices=[(f.value, f.value) for f in ScopeFinding], default=ScopeFinding.UNDECIDED.value
    )
    referral = SealedTextField(
        unit="id", blank=True, help_text="where an out-of-scope matter was referred, or that nobody fits"
    )
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    wishes = SealedTextField(unit="id", blank=True, help_text="what the victim wishes to happen, and not to happen")
    do_no_harm_checked_at = models.DateTimeField(null=True, blank=True)
    unsafe_to_tell_submitter = models.BooleanField(default=False)
    unsafe_to_inform_victim = models.BooleanField(default=False)
    last_reviewed_at = models.DateTimeField(null=True, blank=True)
    duplicates_checked_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    submitter_told_at = models.DateTimeField(null=True, blank=True)
    victim_informed_at = models.DateTimeField(null=True, blank=True)
    state = CodeField(vocabulary="case_state", default="RECEIVED")
    state_since = models.DateTimeField()
    risk = CodeField(vocabulary="risk_level", null=True, blank=True)
    verification = CodeField(vocabulary="verification_level", default="received")
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="owned_cases")
    substitute = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(null=True, blank=True)
    narrative_erased_at = models.DateTimeField(null=True, blank=True, help_text="when what is written on it was erased")
    frozen_scopes = ArrayField(CodeField(vocabulary="consent_scope"), default=list, blank=True)
    outcome = CodeField(vocabulary="outcome", null=True, blank=True)
    closure = CodeField(vocabulary="case_closure", null=True, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)

    objects = CaseQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-opened_at", "-id"]
        indexes = [
            models.Index(fields=["office", "-opened_at", "-id"], name="case_list"),
            models.Index(fields=["owner", "state"], name="case_of_owner"),
            models.Index(fields=["state_concerned", "-opened_at"], name="case_of_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(substitute__isnull=True) | ~Q(substitute=F("owner")), name="case_substitute_is_another"
            ),
            models.CheckConstraint(
                condition=Q(state="OUT_OF_SCOPE", out_of_scope_reason__isnull=False)
                | (~Q(state="OUT_OF_SCOPE") & Q(out_of_scope_reason__isnull=True)),
                name="case_out_of_scope_has_reason",
            ),
            models.CheckConstraint(
                condition=(Q(state="MERGED") & Q(merged_into__isnull=False))
                | (~Q(state="MERGED") & Q(merged_into__isnull=True)),
                name="case_merged_names_the_other",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class CaseGrantQuerySet(SealedQuerySet["CaseGrant"]):
    def in_force(self) -> CaseGrantQuerySet:
        today = timezone.localdate()
        return self.filter(revoked_at__isnull=True, until_date__gte=today)


class CaseGrant(SealedModel):
    """Opens one case to one person for a purpose until a day."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="grants")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    purpose = SealedTextField(unit="case_id", max_length=200)
    until_date = models.DateField(help_text="the last day on which the case is open to them")
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CaseGrantQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["user", "until_date"], name="grant_of_user")]
        constraints = [models.CheckConstraint(condition=~Q(purpose=""), name="grant_has_purpose")]

    def __str__(self) -> str:
        return f"grant {self.pk}"


class Record(SealedModel):
    """What every record on a case carries: an id, who entered it, when, and a clarifying note."""

    note = SealedTextField(unit="case_id", blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class CasePerson(Record):
    """The role of a person in a case, and their status over time belongs here."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parts")
    role = CodeField(vocabulary="person_role")
    status = CodeField(vocabulary="victim_status", default="unknown")
    status_date = PreciseDateField(blank=True)

    class Meta:
        ordering = ["entered_at", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "person", "role"], name="party_once_a_role")]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"


class Source(Record):
    """Who told us. Reliability of the source and credibility of the information are two axes."""

    class Confidentiality(models.TextChoices):
        UNKNOWN_TO_US = "UNKNOWN_TO_US"
        CONFIDENTIAL = "CONFIDENTIAL"
        NAME_WITHHELD = "NAME_WITHHELD"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="sources")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    submission_id = models.UUIDField(null=True, blank=True)
    confidentiality = models.CharField(max_length=16, choices=Confidentiality, default=Confidentiality.CONFIDENTIAL)
    first_hand = models.BooleanField(default=False)
    relation = CodeField(vocabulary="relation_to_victim")
    reliability = CodeField(vocabulary="source_reliability", default="unknown")
    credibility = CodeField(vocabulary="information_credibility", default="unknown")

    class Meta:
        ordering = ["entered_at", "id"]

    def __str__(self) -> str:
        return f"source {self.pk}"


class Engagement(Record):
    """With which body of the United Nations somebody cooperated, how and when."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="engagements")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = CodeField(vocabulary="engagement_body")
    kind = CodeField(vocabulary="engagement_type")
    temporal_relation = CodeField(vocabulary="temporal_relation", default="past_cooperation")
    date = PreciseDateField()
    place = SealedTextField(unit="case_id", max_length=200, blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["entered_at", "id"]

    def __str__(self) -> str:
        return f"engagement {self.pk}"


class Act(Record):
    """What was done, to whom, by whom, where, when, on which legal basis."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="acts")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = CodeField(vocabulary="act_type")
    perpetrator = CodeField(vocabulary="perpetrator", default="unknown")
    date = PreciseDateField()
    place = SealedTextField(unit="case_id", max_length=200, blank=True)
    online = models.BooleanField(default=False)
    transnational = models.BooleanField(default=False)
    legal_basis = SealedTextField(unit="case_id", max_length=300, blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["entered_at", "id"]

    def __str__(self) -> str:
        return f"act {self.pk}"


class LinkAssessment(Record):
    """Why an engagement and an act are believed connected: an axis of its own."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="links")
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="links")
    bases = ArrayField(CodeField(vocabulary="link_basis"))
    strength = CodeField(vocabulary="link_strength")
    reasoning = SealedTextField(unit="case_id", blank=True)

    class Meta:
        ordering = ["entered_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(bases=[]), name="link_has_basis")]

    def __str__(self) -> str:
        return f"link {self.pk}"


class Verification(SealedModel):
    """A level proposed by one person and confirmed, or sent back, by another."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="verifications")
    level = CodeField(vocabulary="verification_level")
    standard = SealedTextField(unit="case_id", max_length=200)
    basis = SealedTextField(unit="case_id")
    act_finding = models.CharField(max_length=24, choices=[(f.value, f.value) for f in Finding])
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    confirmed = models.BooleanField(null=True, blank=True)
    decision_note = SealedTextField(unit="case_id", blank=True)

    class Meta:
        ordering = ["-proposed_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(decided_by=F("proposed_by")), name="verified_by_two_people"),
            models.CheckConstraint(condition=~Q(basis=""), name="verification_has_basis"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(decided_at__isnull=True), name="one_open_verification"
            ),
        ]

    def __str__(self) -> str:
        return f"verification {self.pk}"


class RiskAssessment(Record):
    """Level with reasons, mitigations, author and review date. A raise puts the case in the urgent lane."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="risk_assessments")
    level = CodeField(vocabulary="risk_level")
    reasons = ArrayField(CodeField(vocabulary="risk_reason"), default=list, blank=True)
    mitigations = ArrayField(CodeField(vocabulary="mitigation"), default=list, blank=True)
    review_date = models.DateField()

    class Meta:
        ordering = ["-entered_at", "id"]

    def __str__(self) -> str:
        return f"{self.level} {self.pk}"


class Development(Record):
    """A dated change in the victim's situation, the investigation, the prosecution, the remedy or the law."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="developments")
    kind = CodeField(vocabulary="development_kind")
    date = PreciseDateField()
    text = SealedTextField(unit="case_id")

    class Meta:
        ordering = ["entered_at", "id"]

    def __str__(self) -> str:
        return f"development {self.pk}"


class CourseDecision(Record):
    """Why a case was opened again, or goes on after a withdrawal: the words that the history does not hold."""

    class Kind(models.TextChoices):
        REOPENED = "REOPENED", _("Case opened again")
        WITHDRAWAL_SETTLED = "WITHDRAWAL_SETTLED", _("Withdrawal settled, case continues")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="course_decisions")
    kind = models.CharField(max_length=24, choices=Kind)

    class Meta:
        ordering = ["-entered_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="course_decision_has_words")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class RunningClock(models.Model):
    """A running clock as the rules computed it from facts: an index for lists, rebuilt by every act on its subject."""

    kind = models.CharField(max_length=32)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lead_at = models.DateTimeField()
    head_at = models.DateTimeField()
    in_hours = models.BooleanField()

    class Meta:
        abstract = True


class Deadline(RunningClock):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="deadlines")
    subject_id = models.UUIDField(help_text="the case, communication or override that it runs on")
    reminder_at = models.DateTimeField(null=True)
    owner = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="deadlines")
    substitute = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id"], name="one_clock_a_kind")]
        indexes = [
            models.Index(fields=["owner", "due_at"], name="deadline_of_owner"),
            models.Index(fields=["lead_at"], name="deadline_for_lead"),
            models.Index(fields=["head_at"], name="deadline_for_head"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at:%Y-%m-%d %H:%M}"


class MissedClock(models.Model):
    """A missed clock that went up a level; it stays on the page until a person takes it."""

    class Level(models.TextChoices):
        OWNER = "OWNER"
        LEAD = "LEAD"
        HEAD = "HEAD"

    kind = models.CharField(max_length=32)
    due_at = models.DateTimeField()
    level = models.CharField(max_length=8, choices=Level)
    raised_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Escalation(MissedClock):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="escalations")
    subject_id = models.UUIDField()

    class Meta:
        ordering = ["-raised_at", "id"]
        indexes = [
            models.Index(fields=["level", "due_at"], condition=Q(taken_at__isnull=True), name="escalation_not_taken")
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id", "due_at", "level"], name="escalated_once_a_level")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.level}"


# Another file of the same models; here, so that they are loaded with these.
import hirz.reprisals.cases.redraft_models  # noqa: E402, F401
