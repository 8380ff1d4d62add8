"""Paragraphs drafted from the record, sentence by sentence."""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.languages import UN_LANGUAGES
from hirz.reprisals.cases.actions.recording import add_act, add_development, assess_link
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.actions import describe_in_public
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting.actions import decide, draft_entry, edit_paragraph
from hirz.reprisals.reporting.drafting import changed_sentences, draft_sentences
from hirz.reprisals.reporting.models import Paragraph, ReportEntry
from hirz.reprisals.reporting.refusals import LanguageNotOfEdition
from hirz.rules.report_track import EntryMissing, EntryNotAllowed
from tests.reprisals.story import NAMES, TELLING


def paragraph_of(entry: ReportEntry, language: str) -> Paragraph:
    return entry.paragraphs.get(language=language)


def test_undecided_entry_is_not_drafted(candidate: ReportEntry, desk: User) -> None:
    with pytest.raises(EntryNotAllowed) as refused:
        draft_entry(entry=candidate, by=desk)
    assert refused.value.missing == (EntryMissing.REASON_NOT_GIVEN,)


def test_cleared_entry_is_not_drafted(cleared: ReportEntry, desk: User) -> None:
    with pytest.raises(EntryNotAllowed):
        draft_entry(entry=cleared, by=desk)


def test_draft_speaks_every_language_of_the_edition(drafted: ReportEntry) -> None:
    assert {p.language for p in drafted.paragraphs.all()} == set(UN_LANGUAGES)
    english, arabic = paragraph_of(drafted, "en").text, paragraph_of(drafted, "ar").text
    assert "Reportedly, on 12 March 2026, the person concerned faced detention" in english
    assert "مدافعة عن حقوق الإنسان" in arabic
    assert "12 آذار/مارس 2026" in arabic


def test_language_outside_the_edition_is_refused(included: ReportEntry, desk: User) -> None:
    with pytest.raises(LanguageNotOfEdition):
        draft_entry(entry=included, languages=["ky"], by=desk)


def test_every_sentence_names_a_fact_of_the_case(drafted: ReportEntry) -> None:
    case = drafted.case
    records = (*case.engagements.all(), *case.acts.all())
    facts = {f"people:{case.pk}", f"link:{case.links.get().pk}"}
    facts |= {f"{record._meta.model_name}:{record.pk}" for record in records}
    for paragraph in drafted.paragraphs.all():
        assert {sentence["fact"] for sentence in paragraph.sentences} == facts


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_draft_without_consent_to_be_named_holds_no_part_of_a_name(drafted: ReportEntry, language: str) -> None:
    text = paragraph_of(drafted, language).text.lower()
    assert [part for part in TELLING if part in text] == []


@pytest.mark.parametrize(("language", "name"), [("ar", NAMES[0]), ("en", NAMES[1]), ("es", NAMES[1]), ("ru", NAMES[2])])
def test_named_draft_names_in_the_script_of_its_language(
    candidate: ReportEntry, desk: User, language: str, name: str
) -> None:
    decide(entry=candidate, decision="include", reason="Known by name.", named=True, by=desk)
    drafted = draft_entry(entry=candidate, by=desk)
    assert name in paragraph_of(drafted, language).text


def test_notes_and_places_are_not_copied(drafted: ReportEntry) -> None:
    text = paragraph_of(drafted, "en").text
    assert "Serrovane" not in text
    assert "airport" not in text


def test_drafting_again_keeps_what_people_wrote(drafted: ReportEntry, desk: User) -> None:
    edit_paragraph(entry=drafted, language="en", text="Our own words.", by=desk)
    draft_entry(entry=drafted, by=desk)
    assert paragraph_of(drafted, "en").text == "Our own words."
    draft_entry(entry=drafted, by=desk, afresh=True)
    assert "Our own words." not in paragraph_of(drafted, "en").text


def test_fresh_draft_has_no_changed_sentence(drafted: ReportEntry) -> None:
    assert all(changed_sentences(paragraph) == [] for paragraph in drafted.paragraphs.all())


def test_changed_description_marks_the_sentence_about_people(drafted: ReportEntry, agreed: Person, desk: User) -> None:
    describe_in_public(person=agreed, descriptions={"en": "a lawyer"}, by=desk)
    assert changed_sentences(paragraph_of(drafted, "en")) == [0]


def test_changed_act_marks_its_sentence(drafted: ReportEntry) -> None:
    act = drafted.case.acts.get()
    act.date = "2026-03-13"
    act.save()
    paragraph = paragraph_of(drafted, "en")
    (changed,) = changed_sentences(paragraph)
    assert paragraph.sentences[changed]["fact"] == f"act:{act.pk}"


def test_sentence_of_a_person_rests_on_nothing_and_never_changes(drafted: ReportEntry, desk: User) -> None:
    paragraph = edit_paragraph(entry=drafted, language="en", text="Our own words.", by=desk)
    add_development(case=drafted.case, by=desk, kind="judgment", date="2026-04", text="Sentenced.")
    assert changed_sentences(paragraph) == []


def test_acts_are_told_in_the_order_in_which_they_happened(case: Case, desk: User) -> None:
    add_act(case=case, by=desk, kind="smear_campaign", date="2026-02", perpetrator="state_media")
    texts = [s["text"] for s in draft_sentences(case, language="en", named=False) if s["fact"].startswith("act:")]
    assert ["smear campaign" in text for text in texts] == [True, False]


def linked_act(case: Case, desk: User, *bases: str) -> None:
    act = add_act(case=case, by=desk, kind="travel_ban", date="2026-03-13", perpetrator="police")
    assess_link(
        case=case, engagement=case.engagements.get(), act=act, by=desk, strength="strong", bases=list(bases),
        reasoning="As before.",
    )  # fmt: skip


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_links_that_rest_on_the_same_are_told_once(case: Case, desk: User, language: str) -> None:
    linked_act(case, desk, "interrogated_about_un", "temporal_proximity")
    told = [s["text"] for s in draft_sentences(case, language=language, named=False)]
    assert len(told) == len(set(told)) == 5


def test_links_that_rest_on_other_things_are_told_apart(case: Case, desk: User) -> None:
    linked_act(case, desk, "explicit_statement_by_perpetrator")
    facts = [s["fact"].split(":")[0] for s in draft_sentences(case, language="en", named=False)]
    assert facts.count("link") == 2


def test_sentence_on_links_is_marked_when_one_of_them_is_assessed_anew(
    drafted: ReportEntry, case: Case, desk: User
) -> None:
    linked_act(case, desk, "temporal_proximity", "interrogated_about_un")
    paragraph = paragraph_of(drafted, "en")
    marked = [paragraph.sentences[position]["fact"].split(":")[0] for position in changed_sentences(paragraph)]
    assert marked == ["link"]


def test_development_of_no_known_kind_is_left_to_people(case: Case, desk: User) -> None:
    add_development(case=case, by=desk, kind="other", date="2026-04", text="All is calm.")
    assert not any(s["fact"].startswith("development") for s in draft_sentences(case, language="en", named=False))


def test_text_of_a_development_is_not_copied(case: Case, desk: User) -> None:
    add_development(case=case, by=desk, kind="judgment", date="2026-04", text="Salma was sentenced.")
    told = [s["text"] for s in draft_sentences(case, language="en", named=False)]
    assert "Reportedly, in April 2026, there was a judgment or decision." in told
    assert not any("Salma" in text for text in told)


@pytest.mark.parametrize(("status", "told"), [("detained_pretrial", True), ("in_hiding", False), ("exiled", False)])
def test_only_a_status_the_authorities_know_is_told(case: Case, status: str, told: bool) -> None:
    case.parties.update(status=status, status_date="2026-05")
    facts = [s["fact"].split(":")[0] for s in draft_sentences(case, language="en", named=False)]
    assert ("status" in facts) == told
