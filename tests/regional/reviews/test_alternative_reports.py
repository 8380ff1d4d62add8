"""Writing together: whose section, which version, what was lost (nothing), and the stamp that freezes it."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.walls.standing import standing
from hirz.regional.organisations.models import Contributor
from hirz.regional.reviews.actions.joining import (
    AnsweredBefore,
    InTheCoalition,
    NotForAGovernment,
    answer_invitation,
    invite,
)
from hirz.regional.reviews.actions.writing import (
    NotInTheCoalition,
    NotShareable,
    ReportFrozen,
    ReportSaysNothing,
    ReportTooLong,
    SubmissionDoesNotFit,
    add_section,
    comment_on,
    open_report,
    save_section,
    settle_comment,
    share_report,
    share_section,
    submit_report,
)
from hirz.regional.reviews.models import AlternativeReport, CoAuthor, Comment, Review, Section, SectionVersion
from hirz.regional.reviews.models.reports import Answer
from hirz.regional.reviews.texts import text_of
from hirz.rules.drafts import UnknownVersion, VersionsApart
from hirz.rules.layers import Layer
from tests.regional.contributors import make_contributor, make_organisation
from tests.regional.reviews.conftest import Cast, association, dialogue, opened, words_of, wrote

pytestmark = pytest.mark.django_db


def texts(user: User, report: AlternativeReport) -> list[str]:
    return [draft.text for draft in text_of(report, user=user).drafts]


def test_each_writes_their_section_and_all_of_the_coalition_read_it(cast: Cast) -> None:
    for user in (cast.lead, cast.author):
        with standing(user):
            assert texts(user, cast.report) == [words_of("Lead"), words_of("Author")]


def test_author_writes_no_section_of_another_and_the_lead_writes_all(cast: Cast, officer: User) -> None:
    for user in (cast.author, cast.asked, officer, *cast.strangers):
        with pytest.raises(AccessDenied):
            wrote(cast.lead_section, "No", user)
    (first,) = cast.section.versions.all()
    wrote(cast.section, words_of("Edited"), cast.lead, after=first)
    assert texts(cast.author, cast.report)[1] == words_of("Edited")


def test_text_saved_over_somebody_is_lost_for_neither(cast: Cast) -> None:
    (first,) = cast.section.versions.all()
    mine = wrote(cast.section, words_of("Mine"), cast.author, after=first)
    theirs = wrote(cast.section, words_of("Theirs"), cast.lead, after=first)
    draft = text_of(cast.report, user=cast.lead).drafts[1]
    assert [one.text for one in draft.ends] == [words_of("Mine"), words_of("Theirs")]
    with pytest.raises(VersionsApart):
        submit_report(report=cast.report, by=cast.lead)
    save_section(
        section=cast.section, text=words_of("Both"), seen=str(mine.pk), takes_in=[str(theirs.pk)], by=cast.author
    )
    draft = text_of(cast.report, user=cast.lead).drafts[1]
    assert (draft.text, draft.is_apart, len(draft.versions)) == (words_of("Both"), False, 4)


def test_version_of_another_section_is_refused(cast: Cast) -> None:
    (other,) = cast.lead_section.versions.all()
    with pytest.raises(UnknownVersion):
        wrote(cast.section, "Text", cast.author, after=other)


def test_version_is_never_changed(cast: Cast) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SectionVersion.objects.filter(section=cast.section).update(follows=[])


def test_texts_lie_sealed_in_the_database(cast: Cast) -> None:
    comment_on(section=cast.section, text=words_of("Comment"), by=cast.author)
    with connection.cursor() as cursor:
        for model in (AlternativeReport, CoAuthor, Section, SectionVersion, Comment):
            cursor.execute("select row_to_json(one)::text from {} one".format(model._meta.db_table))  # noqa: S608, UP032
            rows = cursor.fetchall()
            assert rows
            assert "Zafiramoon" not in str(rows)
            assert b"Zafiramoon".hex() not in str(rows)


def test_history_holds_ids_and_no_word_of_the_report(cast: Cast) -> None:
    assert "Zafiramoon" not in str(list(Entry.objects.values_list("detail", flat=True)))
    assert Entry.objects.filter(subject_id=cast.section.pk, verb="ALTERNATIVE_SECTION_SAVED").count() == 1


def test_failing_history_undoes_the_saving(cast: Cast) -> None:
    with patch.object(Entry, "save", side_effect=OSError("disk full")), pytest.raises(OSError, match="disk"):
        wrote(cast.section, "Text", cast.author)
    assert cast.section.versions.count() == 1


# The coalition


def test_who_was_asked_sees_the_invitation_and_not_a_word(cast: Cast) -> None:
    with standing(cast.asked):
        report = AlternativeReport.objects.visible_to(cast.asked).get()
        assert report.title == words_of("Title")
        assert [one.name for one in report.coauthors.visible_to(cast.asked)] == [words_of("Brook")]
        assert texts(cast.asked, report) == []


def test_who_declined_is_shown_nothing_any_more_and_can_be_asked_again(cast: Cast, officer: User) -> None:
    mine = cast.report.coauthors.get(organisation=cast.asked.memberships.get().organisation)
    with standing(cast.asked):
        answer_invitation(coauthor=mine, accepts=False, by=cast.asked)
        assert not AlternativeReport.objects.visible_to(cast.asked).exists()
    with pytest.raises(AnsweredBefore):
        answer_invitation(coauthor=mine, accepts=True, by=cast.asked)
    invite(report=cast.report, organisation=mine.organisation, name="Brook", by=officer)
    with standing(cast.asked):
        assert AlternativeReport.objects.visible_to(cast.asked).exists()


def test_who_leaves_leaves_their_text_behind(cast: Cast) -> None:
    mine = cast.report.coauthors.get(answer=Answer.ACCEPTED)
    answer_invitation(coauthor=mine, accepts=False, by=cast.author)
    assert texts(cast.author, cast.report) == []
    assert texts(cast.lead, cast.report) == [words_of("Lead"), words_of("Author")]
    with pytest.raises(AccessDenied):
        wrote(cast.section, "More", cast.author)


def test_nobody_answers_for_another(cast: Cast, officer: User) -> None:
    asked = cast.report.coauthors.get(answer=Answer.INVITED)
    for user in (cast.lead, cast.author, officer, *cast.strangers):
        with pytest.raises(AccessDenied):
            answer_invitation(coauthor=asked, accepts=True, by=user)


def test_body_of_a_government_is_never_asked_and_never_opens_a_report(cast: Cast, review: Review) -> None:
    ministry = cast.minister.memberships.get().organisation
    with pytest.raises(NotForAGovernment):
        invite(report=cast.report, organisation=ministry, name="Ministry", by=cast.lead)
    with pytest.raises(AccessDenied):
        open_report(review=review, opened=opened(), by=cast.minister)


def test_organisation_is_in_the_coalition_once(cast: Cast) -> None:
    for user in (cast.author, cast.lead):
        with pytest.raises(InTheCoalition):
            invite(report=cast.report, organisation=user.memberships.get().organisation, name="Again", by=cast.lead)


def test_coauthor_asks_nobody_and_gives_no_section_away(cast: Cast) -> None:
    tower = cast.outsider.memberships.get().organisation
    with pytest.raises(AccessDenied):
        invite(report=cast.report, organisation=tower, name="Tower", by=cast.author)
    with pytest.raises(AccessDenied):
        add_section(report=cast.report, heading="Theirs", organisation=tower, by=cast.author)
    with pytest.raises(NotInTheCoalition):
        add_section(report=cast.report, heading="Theirs", organisation=tower, by=cast.lead)


def test_partner_of_another_state_opens_no_report(cast: Cast, review: Review) -> None:
    elsewhere = make_contributor("elsewhere", association("Elsewhere", "KG"))
    with pytest.raises(AccessDenied):
        open_report(review=review, opened=opened(), by=elsewhere)


# Length and submission


def test_report_over_its_limit_is_not_taken(cast: Cast) -> None:
    (first,) = cast.section.versions.all()
    long = wrote(cast.section, words_of("Long", 5630), cast.author, after=first)
    with pytest.raises(ReportTooLong):
        submit_report(report=cast.report, by=cast.lead)
    wrote(cast.section, words_of("Long", 5630 - 3), cast.author, after=long)
    assert submit_report(report=cast.report, by=cast.lead).submitted_words == 5630


def test_own_limit_wins_over_the_one_on_record(review: Review, cast: Cast) -> None:
    short = open_report(review=review, opened=opened(own_limit=2, own_limit_source="Their letter"), by=cast.lead)
    section = add_section(report=short, heading="One", by=cast.lead)
    wrote(section, "two three", cast.lead)
    with pytest.raises(ReportTooLong):
        submit_report(report=short, by=cast.lead)


def test_characters_that_may_be_within_the_limit_are_taken(review: Review, cast: Cast) -> None:
    report = open_report(review=review, opened=opened("upr_individual"), by=cast.lead)
    section = add_section(report=report, heading="One", by=cast.lead)
    wrote(section, "人" * 3000, cast.lead)
    stamped = submit_report(report=report, by=cast.lead)
    assert (stamped.submitted_words, stamped.submitted_characters) == (1, 3000)


def test_empty_report_is_not_submitted(review: Review, cast: Cast) -> None:
    report = open_report(review=review, opened=opened(), by=cast.lead)
    with pytest.raises(ReportSaysNothing):
        submit_report(report=report, by=cast.lead)


@pytest.mark.parametrize("kind", ["upr_national_report", "ccpr_alternative", "periodic_report"])
def test_submission_that_the_review_does_not_take_is_refused(kind: str, review: Review, cast: Cast) -> None:
    with pytest.raises(SubmissionDoesNotFit):
        open_report(review=review, opened=opened(kind), by=cast.lead)


def test_committee_takes_its_own_kind_and_no_other_committees(officer: User, cast: Cast) -> None:
    review = dialogue(officer)
    open_report(review=review, opened=opened("cedaw_joint"), by=cast.lead)
    with pytest.raises(SubmissionDoesNotFit):
        open_report(review=review, opened=opened("ccpr_alternative"), by=cast.lead)


def test_only_who_may_bind_the_leading_organisation_submits(cast: Cast, officer: User) -> None:
    helper = make_contributor("helper", cast.lead.memberships.get().organisation, part=Contributor.Part.CONTRIBUTOR)
    for user in (helper, cast.author, officer, *cast.strangers):
        with pytest.raises(AccessDenied):
            submit_report(report=cast.report, by=user)


def test_stamp_freezes_every_word(cast: Cast, officer: User) -> None:
    with standing(cast.lead):
        stamped = submit_report(report=cast.report, by=cast.lead)
    cast.section.refresh_from_db()
    (first,) = cast.section.versions.all()
    for refused in (
        lambda: wrote(cast.section, "More", cast.author, after=first),
        lambda: add_section(report=stamped, heading="More", by=cast.lead),
        lambda: submit_report(report=stamped, by=cast.lead),
        lambda: invite(report=stamped, organisation=association("Late"), name="Late", by=officer),
    ):
        with pytest.raises(ReportFrozen):
            refused()
    assert stamped.submitted_digest == text_of(stamped, user=cast.lead).digest()


def _another_version(section: Section, by: User) -> object:
    return SectionVersion.objects.create(report=section.report, section=section, text="More", saved_by=by)


def _another_section(section: Section, by: User) -> object:
    return Section.objects.create(report=section.report, place=9, heading="More")


def _another_heading(section: Section, by: User) -> object:
    section.heading = "Other"
    section.save()
    return section


def _no_stamp(section: Section, by: User) -> object:
    gone = {"submitted_at": None, "submitted_by": None, "submitted_words": None}
    return AlternativeReport.objects.filter(pk=section.report_id).update(**gone)


@pytest.mark.parametrize("attack", [_another_version, _another_section, _another_heading, _no_stamp])
def test_database_refuses_changes_after_the_stamp(attack: Callable[[Section, User], object], cast: Cast) -> None:
    submit_report(report=cast.report, by=cast.lead)
    section = Section.objects.get(pk=cast.section.pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        attack(section, cast.lead)


# The database by itself


def test_what_is_saved_in_the_instant_of_the_stamp_is_refused_with_words(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit_report(report=cast.report, by=cast.lead)
    monkeypatch.setattr("hirz.regional.reviews.actions.writing._require_open", lambda report: None)
    for act in (
        lambda: add_section(report=cast.report, heading=words_of("Late"), by=cast.lead),
        lambda: save_section(section=cast.section, text=words_of("Late"), seen="", by=cast.author),
    ):
        with pytest.raises(ReportFrozen):
            act()


def test_database_lets_a_coauthor_into_no_section_of_another(cast: Cast) -> None:
    with standing(cast.author):
        assert Section.objects.filter(pk=cast.lead_section.pk).update(place=9) == 0
    own = cast.section.organisation_id
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), standing(cast.author):
        _saved(cast.lead_section, cast.author, own)


def test_database_lets_nobody_write_in_the_name_of_another(cast: Cast) -> None:
    others = cast.lead_section.organisation_id
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), standing(cast.author):
        _saved(cast.section, cast.author, others)


def test_version_stands_in_the_report_of_its_section(cast: Cast, review: Review) -> None:
    other = open_report(review=review, opened=opened(), by=cast.lead)
    with pytest.raises(DatabaseError, match="version_of_one_report"), transaction.atomic():
        SectionVersion.objects.create(report=other, section=cast.section, text="More", saved_by=cast.lead)


def _saved(section: Section, by: User, organisation: UUID | None) -> None:
    SectionVersion.objects.create(
        report_id=section.report_id, section=section, text="More", saved_by=by, organisation_id=organisation
    )


# Layers


def test_shared_section_is_read_by_partners_who_are_told_of_the_report_and_no_draft_beside_it(cast: Cast) -> None:
    share_section(section=cast.section, layer=Layer.PARTNERS, by=cast.author)
    assert texts(cast.outsider, cast.report) == []
    share_report(report=cast.report, layer=Layer.PARTNERS, by=cast.lead)
    with standing(cast.outsider):
        assert texts(cast.outsider, cast.report) == [words_of("Author")]
    assert texts(cast.minister, cast.report) == []


@pytest.mark.parametrize("layer", [Layer.GOVERNMENT, Layer.PUBLIC])
def test_draft_is_shared_with_no_government_and_not_with_everybody(layer: Layer, cast: Cast) -> None:
    with pytest.raises(NotShareable):
        share_report(report=cast.report, layer=layer, by=cast.lead)
    with pytest.raises(NotShareable):
        share_section(section=cast.section, layer=layer, by=cast.author)


def test_submitted_report_is_shared_whole(cast: Cast, reader: User) -> None:
    report = submit_report(report=cast.report, by=cast.lead)
    share_report(report=report, layer=Layer.PUBLIC, by=cast.lead)
    for user in (cast.outsider, cast.minister, reader):
        with standing(user):
            assert texts(user, report) == [words_of("Lead"), words_of("Author")]


def test_comment_is_for_the_coalition_and_the_office_until_settled(cast: Cast, officer: User) -> None:
    comment = comment_on(section=cast.section, text=words_of("Comment"), by=officer)
    share_report(report=cast.report, layer=Layer.PARTNERS, by=cast.lead)
    share_section(section=cast.section, layer=Layer.PARTNERS, by=cast.author)
    for user, seen in ((cast.lead, 1), (cast.author, 1), (officer, 1), (cast.asked, 0), (cast.outsider, 0)):
        with standing(user):
            assert type(comment).objects.visible_to(user).count() == seen, user
    settle_comment(comment=comment, by=cast.author)
    assert comment.settled_by == cast.author
    with pytest.raises(AccessDenied):
        comment_on(section=cast.section, text="Hm", by=cast.outsider)


def test_office_sees_and_asks_and_writes_nothing(cast: Cast, officer: User, head_of_office: User) -> None:
    for user in (officer, head_of_office):
        with standing(user):
            assert texts(user, cast.report) == [words_of("Lead"), words_of("Author")]
    with pytest.raises(AccessDenied):
        share_report(report=cast.report, layer=Layer.PARTNERS, by=officer)
    with pytest.raises(AccessDenied):
        add_section(report=cast.report, heading="Ours", by=officer)


def test_office_that_leads_a_report_writes_it(review: Review, officer: User, cast: Cast) -> None:
    with standing(officer):
        report = open_report(review=review, opened=opened(), by=officer)
        section = add_section(report=report, heading="Ours", by=officer)
        wrote(section, words_of("Ours"), officer)
        assert texts(officer, report) == [words_of("Ours")]
    assert not AlternativeReport.objects.visible_to(cast.lead).filter(pk=report.pk).exists()


def test_nhri_writes_along(cast: Cast, officer: User) -> None:
    institution = make_organisation("Ombudsman", kind="national_institution", state_code="XM")
    user = make_contributor("ombud", institution)
    with standing(cast.lead):
        asked = invite(report=cast.report, organisation=institution, name="Ombudsman", by=cast.lead)
    with standing(user):
        answer_invitation(coauthor=asked, accepts=True, by=user)
        section = add_section(report=cast.report, heading="Ours", by=user)
        wrote(section, words_of("Ombud"), user)
        assert texts(user, cast.report)[-1] == words_of("Ombud")
