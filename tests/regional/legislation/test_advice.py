"""Comments, clearance by a second person, sending, sharing: what the rules allow, and what the database holds."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from docx import Document as open_docx

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import standing
from hirz.regional.legislation import actions, clearing, refusals
from hirz.regional.legislation.actions import Commented, Requested
from hirz.regional.legislation.citing import citations_of, told
from hirz.regional.legislation.documents import languages_of
from hirz.regional.legislation.models import Advice, AdviceRequest, Citation, Law, LawComment, Version
from hirz.regional.legislation.reading import open_advice_file
from hirz.regional.organisations.models import Organisation
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.errors import BadInput
from hirz.rules.layers import Layer
from tests.conftest import make_user
from tests.regional.contributors import make_contributor, make_organisation
from tests.regional.legislation.conftest import commented, sent
from tests.regional.recommendations.conftest import TEMPLATE, imported

pytestmark = pytest.mark.django_db


def said(**changed: object) -> Commented:
    given = {"ask": "DELETE", "key": "9", "reasons": {"en": "Glimmerfold"}}
    return Commented(**{**given, **changed})  # type: ignore[arg-type]


@pytest.fixture
def ministry(office: Office) -> Organisation:
    return make_organisation("Ministry of Mirrors", state_code="XM")


def test_comment_points_at_a_provision_with_its_words(drafted: Advice, officer: User) -> None:
    with pytest.raises(refusals.CommentPointsNowhere):
        actions.add_comment(advice=drafted, commented=said(key="99"), by=officer)
    with pytest.raises(refusals.CommentPointsNowhere):
        actions.add_comment(advice=drafted, commented=said(passage="planets beyond the moon"), by=officer)
    with pytest.raises(refusals.CommentLacksWords):
        actions.add_comment(advice=drafted, commented=said(ask="REPLACE"), by=officer)
    with pytest.raises(refusals.CommentLacksWords):
        actions.add_comment(advice=drafted, commented=said(key=""), by=officer)
    with pytest.raises(refusals.CommentLacksReason):
        actions.add_comment(advice=drafted, commented=said(reasons={"ru": "Потому"}), by=officer)
    assert drafted.comments.count() == 10


def test_citations_are_read_told_and_checked(drafted: Advice, officer: User) -> None:
    imported(TEMPLATE)
    recommendation = Recommendation.objects.get(symbol="A/HRC/90/7")
    lines = f"ICCPR 22\nccpr GC 37\ngo_2018_1_1\nhttps://hirz.example/recommendations/{recommendation.pk}/"
    found = citations_of(lines, user=officer)
    comment = actions.add_comment(advice=drafted, commented=said(citations=found), by=officer)
    kept = list(comment.citations.all())
    assert {(one.treaty, one.committee, one.number) for one in kept} >= {("iccpr", "", "22"), ("", "ccpr", "37")}
    assert any("A/HRC/90/7" in told(one) for one in kept)
    assert any(told(one).endswith("Rights, article 22") for one in kept)
    for wrong in ("planet 3", "iccpr <b>", "00000000-0000-0000-0000-000000000000", "cerd"):
        with pytest.raises(refusals.CitationUnclear):
            citations_of(wrong, user=officer)


def test_citation_of_two_things_is_refused(drafted: Advice) -> None:
    row = Citation(comment=drafted.comments.all()[0], treaty="iccpr", committee="ccpr", number="22")
    with pytest.raises(ValidationError):
        row.full_clean()


def test_second_person_clears(drafted: Advice, officer: User, second: User) -> None:
    with pytest.raises(refusals.AdviceNotSubmitted):
        clearing.clear(advice=drafted, by=second)
    clearing.submit(advice=drafted, by=second)
    for author in (second, officer):  # the one submitted it, the other wrote the comments
        with pytest.raises(refusals.AdviceNeedsAnother):
            clearing.clear(advice=drafted, by=author)


def test_advice_on_its_way_is_not_changed_and_comes_back_with_a_reason(
    drafted: Advice, officer: User, second: User
) -> None:
    clearing.submit(advice=drafted, by=officer)
    comment = drafted.comments.all()[0]
    with pytest.raises(refusals.AdviceNotInDrafting):
        actions.edit_comment(comment=comment, commented=said(), by=officer)
    with pytest.raises(refusals.AdviceNotCleared):
        clearing.send(advice=drafted, by=officer)
    with pytest.raises(BadInput):
        clearing.return_to_drafting(advice=drafted, reason="  ", by=second)
    returned = clearing.return_to_drafting(advice=drafted, reason="Zafiramoon", by=second)
    assert (returned.state, returned.returned_reason) == (Advice.State.DRAFTING, "Zafiramoon")
    actions.remove_comment(comment=comment, by=officer)
    assert Entry.objects.filter(verb="LAW_COMMENT_REMOVED").count() == 1


def test_advice_without_comments_is_not_submitted(version: Version, officer: User) -> None:
    empty = actions.begin_advice(version=version, language="en", by=officer)
    with pytest.raises(refusals.AdviceSaysNothing):
        clearing.submit(advice=empty, by=officer)


def test_sent_advice_is_frozen_also_in_the_database(advised: Advice, officer: User, second: User) -> None:
    comment = advised.comments.all()[0]
    with pytest.raises(refusals.AdviceNotInDrafting):
        actions.remove_comment(comment=comment, by=officer)
    with pytest.raises(refusals.AdviceNotSubmitted):
        clearing.return_to_drafting(advice=advised, reason="too late", by=second)
    for change in (
        lambda: LawComment.objects.filter(pk=comment.pk).update(ask="KEEP"),
        lambda: Citation.objects.create(comment=comment, treaty="iccpr"),
        lambda: Advice.objects.filter(pk=advised.pk).update(cleared_by=officer.pk),
        lambda: LawComment.objects.filter(pk=comment.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_document_holds_every_comment_and_what_it_rests_on(version: Version, officer: User, second: User) -> None:
    advice = actions.begin_advice(version=version, language="en", by=officer)
    citations = [Citation(treaty="iccpr", number="22"), Citation(committee="ccpr", number="37")]
    reasons = {"en": "Glimmerfold", "ru": "Зафирамун", "ar": "زفيرامون"}
    comment = said(passage="by a fine", wording="by nothing", ask="REPLACE", reasons=reasons, citations=citations)
    actions.add_comment(advice=advice, commented=comment, by=officer)
    actions.introduce(advice=advice, texts={"en": "Moonlit", "ru": "Луна", "ar": "قمر"}, by=officer)
    sent(advice, officer, second)
    advice.refresh_from_db()
    assert languages_of(advice) == ["ar", "en", "ru"]
    files = {(file.language, file.file_format): file for file in advice.files.select_related("advice")}
    assert len(files) == 6
    for language, words in (("en", "Glimmerfold"), ("ru", "Зафирамун"), ("ar", "زفيرامون")):
        with open_advice_file(files[language, "docx"], by=officer) as stream:
            text = "\n".join(paragraph.text for paragraph in open_docx(io.BytesIO(stream.read())).paragraphs)
        assert words in text
        assert "by nothing" in text
        assert "22" in text
        assert "37" in text
        with open_advice_file(files[language, "pdf"], by=officer) as stream:
            assert stream.read().startswith(b"%PDF")


def test_language_in_which_a_reason_is_missing_has_no_document(advised: Advice) -> None:
    assert {file.language for file in advised.files.all()} == {"en"}


def test_request_is_recorded_and_stays_in_the_office(ministry: Organisation, officer: User) -> None:
    asked = Requested(
        requested_by=ministry, state_code="XM", subject="Associations", received_date=date(2026, 3, 1), owner=officer,
        details="Zafiramoon", due_date=date(2026, 4, 1),
    )  # fmt: skip
    actions.record_request(requested=asked, by=officer)
    minister = make_contributor("minister", ministry)
    assert AdviceRequest.objects.visible_to(officer).count() == 1
    assert AdviceRequest.objects.visible_to(minister).count() == 0


def test_layers_hold_before_and_after_sending(
    drafted: Advice, officer: User, second: User, ministry: Organisation
) -> None:
    society = make_organisation("Society of Lanterns", kind="civil_society", state_code="XM")
    minister, advocate = make_contributor("minister", ministry), make_contributor("advocate", society)

    def seen(user: User) -> tuple[int, int, int]:
        with standing(user):
            return (
                Advice.objects.visible_to(user).count(), LawComment.objects.visible_to(user).count(),
                Law.objects.visible_to(user).count(),
            )  # fmt: skip

    def there(user: User) -> int:
        """What the second wall alone lets through."""
        with standing(user):
            return LawComment.objects.count()

    with pytest.raises(refusals.AdviceNotSent):
        clearing.share(advice=drafted, layer=Layer.GOVERNMENT, by=officer)
    assert seen(minister) == seen(advocate) == (0, 0, 0)
    sent(drafted, officer, second)
    assert (seen(minister), there(minister)) == ((0, 0, 0), 0)
    clearing.share(advice=drafted, layer=Layer.GOVERNMENT, by=officer)
    assert (seen(minister), there(minister)) == ((1, 10, 0), 10)
    assert (seen(advocate), there(advocate)) == ((0, 0, 0), 0)
    actions.share_law(law=drafted.version.law, layer=Layer.PUBLIC, by=officer)
    clearing.share(advice=drafted, layer=Layer.PUBLIC, by=officer)
    assert seen(minister) == seen(advocate) == (1, 10, 1)


def test_shared_before_it_was_sent_is_refused_by_the_database(drafted: Advice) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Advice.objects.filter(pk=drafted.pk).update(layer="PUBLIC")


def test_nobody_without_the_right_acts(drafted: Advice, reader: User, other_office: Office) -> None:
    desk = make_user("desk_of_country", Office.objects.get(code="bishkek"), "country_desk")
    elsewhere = make_user("elsewhere", other_office, "regional_officer")
    clearing.submit(advice=drafted, by=desk)
    for user in (reader, elsewhere, desk):  # the desk may edit, and not validate
        with pytest.raises(AccessDenied):
            clearing.clear(advice=drafted, by=user)
    for user in (reader, elsewhere):
        with pytest.raises(AccessDenied):
            commented(drafted, user, most=1)


def test_who_rewrote_a_comment_or_the_remarks_does_not_clear_them(
    version: Version, officer: User, second: User, office: Office
) -> None:
    for rewrite in (
        lambda advice: actions.edit_comment(comment=advice.comments.get(), commented=said(), by=second),
        lambda advice: actions.introduce(advice=advice, texts={"en": "Moonlit"}, by=second),
    ):
        advice = actions.begin_advice(version=version, language="en", by=officer)
        actions.add_comment(advice=advice, commented=said(), by=officer)
        rewrite(advice)
        clearing.submit(advice=advice, by=officer)
        with pytest.raises(refusals.AdviceNeedsAnother):
            clearing.clear(advice=advice, by=second)


def test_advice_of_which_no_document_could_be_made_is_not_submitted(drafted: Advice, officer: User) -> None:
    actions.introduce(advice=drafted, texts={"ar": "قمر"}, by=officer)
    with pytest.raises(refusals.AdviceNotWhole):
        clearing.submit(advice=drafted, by=officer)
    actions.introduce(advice=drafted, texts={"en": "Moonlit", "ar": "قمر"}, by=officer)
    clearing.submit(advice=drafted, by=officer)


def test_reason_that_no_document_shows_is_none(drafted: Advice, officer: User) -> None:
    with pytest.raises(refusals.CommentLacksReason):
        actions.add_comment(advice=drafted, commented=said(reasons={"en": "\u202e\x02"}), by=officer)
