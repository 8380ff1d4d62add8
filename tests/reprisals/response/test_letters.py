"""What a letter to a Government says, and what it never says."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from hirz.engines.documents.model import BulletList, Document, Paragraph, Signature
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.languages import UN_LANGUAGES
from hirz.reprisals.cases.actions.recording import add_act, add_party
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.actions import describe_in_public
from hirz.reprisals.people.models import Person
from hirz.reprisals.response.actions import plan_communication
from hirz.reprisals.response.letters import draft_body, draft_subject, letter_document
from hirz.reprisals.response.models import Communication
from hirz.reprisals.response.telling import LanguageNotTold, TextNotPrintable
from hirz.rules.clock_targets import CommunicationKind
from tests.reprisals.story import NAMES, TELLING, enter_victim


@pytest.fixture
def letter(case: Case, desk: User) -> Communication:
    return planned(case, desk)


def planned(case: Case, by: User, **changes: object) -> Communication:
    plan = {"kind": "allegation_letter", "sender": "special_procedures", "language": "en", "named": False, **changes}
    return plan_communication(case=case, by=by, **plan)  # type: ignore[arg-type]


def drafted_document(letter: Communication) -> Document:
    letter.subject, letter.body = draft_subject(letter), draft_body(letter)
    return letter_document(letter)


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_unnamed_letter_holds_no_part_of_a_name_and_no_note(case: Case, desk: User, language: str) -> None:
    letter = planned(case, desk, language=language)
    text = f"{draft_subject(letter)}\n{draft_body(letter)}".lower()
    assert [part for part in (*TELLING, "serrovane", "airport", "geneva.") if part in text] == []


def test_letter_reports_and_alleges(letter: Communication) -> None:
    body = draft_body(letter)
    assert "the Government of the Republic of Amruvia" in body
    assert "Information was received on the situation of a woman human rights defender." in body
    assert "Reportedly, in March 2026, the person concerned cooperated with the Human Rights Council" in body
    assert "faced detention, allegedly at the hands of the police" in body
    assert "closeness in time and questioning about contacts with the United Nations" in body
    assert "The names of those concerned are withheld for their protection." in body


@pytest.mark.parametrize(("language", "name"), [("ar", NAMES[0]), ("fr", NAMES[1]), ("ru", NAMES[2])])
def test_named_letter_names_in_the_script_of_its_language(case: Case, desk: User, language: str, name: str) -> None:
    body = draft_body(planned(case, desk, language=language, named=True))
    assert name in body
    assert "withheld" not in body


@pytest.mark.parametrize(("kind", "days"), [("allegation_letter", "60 days"), ("urgent_appeal", "30 days")])
def test_letter_gives_the_days_of_its_kind(case: Case, desk: User, kind: str, days: str) -> None:
    assert f"within {days} " in draft_body(planned(case, desk, kind=kind))


def test_person_without_public_description_is_an_individual(case: Case, agreed: Person, desk: User) -> None:
    describe_in_public(person=agreed, descriptions={"en": ""}, by=desk)
    assert "on the situation of an individual." in draft_body(planned(case, desk))


def test_several_victims_are_those_concerned(case: Case, office: Office, desk: User) -> None:
    group = enter_victim(office, desk, names=["Nodira"], kind="group")
    add_party(case=case, person=group, role="victim", by=desk)
    body = draft_body(planned(case, desk))
    assert "a woman human rights defender and a woman human rights defender" in body
    assert "one of those concerned faced detention" in body


def test_act_against_a_relative_is_told_as_such(case: Case, office: Office, desk: User) -> None:
    brother = enter_victim(office, desk, names=["Nodir"])
    add_party(case=case, person=brother, role="relative", by=desk)
    add_act(case=case, by=desk, person=brother, kind="dismissal", date="2026-04")
    assert "in April 2026, a relative of those concerned faced dismissal from work." in draft_body(planned(case, desk))


def test_question_about_liberty_is_put_only_when_liberty_is_at_stake(case: Case, desk: User) -> None:
    assert "deprivation of liberty" in draft_body(planned(case, desk))
    case.acts.update(kind="smear_campaign")
    assert "deprivation of liberty" not in draft_body(planned(case, desk))


@pytest.mark.parametrize(
    ("relation", "told"),
    [
        ("attempted", "sought to cooperate with the Human Rights Council."),
        ("perceived", "it was believed that the person concerned had cooperated with the Human Rights Council."),
        ("future_deterrence", "it was intended to deter the person concerned from cooperating"),
    ],
)
def test_cooperation_that_did_not_take_place_is_not_told_as_such(
    case: Case, desk: User, relation: str, told: str
) -> None:
    case.engagements.update(temporal_relation=relation)
    body = draft_body(planned(case, desk))
    assert told in body
    assert "the person concerned cooperated" not in body


def test_link_that_was_not_established_is_not_told(case: Case, desk: User) -> None:
    case.links.update(strength="not_established")
    assert "points to a link" not in draft_body(planned(case, desk))


@pytest.mark.parametrize("language", UN_LANGUAGES)
@pytest.mark.parametrize("kind", CommunicationKind)
def test_letter_says_the_same_in_every_language(case: Case, desk: User, language: str, kind: CommunicationKind) -> None:
    spoken, english = (drafted_document(planned(case, desk, kind=kind, language=code)) for code in (language, "en"))
    assert [type(block) for block in spoken.blocks] == [type(block) for block in english.blocks]
    assert len(spoken.addressee) == len(english.addressee) == 2
    same = set(spoken.words()) & set(english.words())
    assert language == "en" or not {text for text in same if len(text.split()) > 3}
    assert [part for part in TELLING if part in spoken.plain_text().lower()] == []


@pytest.mark.parametrize(
    ("language", "mission"),
    [
        ("ar", "بعثة مملكة درافوليث الدائمة"),
        ("zh", "德拉沃莱思王国"),
        ("en", "Permanent Mission of the Kingdom of Dravoleth"),
        ("fr", "Mission permanente du Royaume du Dravoleth"),
        ("ru", "Постоянное представительство: Королевство Драволет"),
        ("es", "Misión Permanente del Reino de Dravoleth"),
    ],
)
def test_mission_is_addressed_as_its_language_joins_the_state(
    case: Case, desk: User, language: str, mission: str
) -> None:
    letter = planned(case, desk, language=language)
    letter.recipient_state = "XD"
    assert drafted_document(letter).addressee[0] == mission


def test_language_without_sentences_is_refused(case: Case, desk: User) -> None:
    letter = planned(case, desk, language="ky")
    for write in (draft_subject, draft_body, letter_document):
        with pytest.raises(LanguageNotTold):
            write(letter)


def test_document_numbers_paragraphs_and_lists_questions(letter: Communication) -> None:
    letter.subject, letter.body = draft_subject(letter), draft_body(letter)
    document = letter_document(letter)
    assert all(block.numbered for block in document.blocks if isinstance(block, Paragraph))
    (questions,) = [block for block in document.blocks if isinstance(block, BulletList)]
    assert len(questions.items) == 5
    assert isinstance(document.blocks[-1], Signature)
    assert document.addressee[0] == "Permanent Mission of the Republic of Amruvia"
    assert document.date_text.split()[-1] == str(document.dated.year)


def test_document_of_an_invented_state_is_marked(letter: Communication, settings: Settings) -> None:
    letter.subject, letter.body = "Subject", "Body."
    assert letter_document(letter).demonstration
    letter.recipient_state = "KG"
    assert not letter_document(letter).demonstration
    settings.HIRZ_DEMO = True
    assert letter_document(letter).demonstration


def test_note_verbale_speaks_in_the_third_person(case: Case, desk: User) -> None:
    letter = planned(case, desk, kind="note_verbale")
    letter.subject, letter.body = draft_subject(letter), draft_body(letter)
    assert letter.body.startswith("The United Nations presents its compliments")
    assert "Excellency" not in letter_document(letter).plain_text()


def test_typed_text_that_turns_direction_is_straightened(letter: Communication) -> None:
    letter.subject, letter.body = "Sub\u202eject", "One.\r\n\r\nTwo\x0b\u2066 words."
    assert "Two words." in letter_document(letter).plain_text()
    assert "Subject" in letter_document(letter).plain_text()


def test_text_no_document_can_hold_is_refused_in_words(letter: Communication) -> None:
    letter.subject, letter.body = " ", "Body."
    with pytest.raises(TextNotPrintable):
        letter_document(letter)
