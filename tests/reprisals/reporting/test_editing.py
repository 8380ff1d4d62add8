"""Paragraphs edited by people: what was left as it was keeps its fact."""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.models import User
from hirz.reprisals.reporting.actions import MAX_PARAGRAPH, edit_paragraph, return_to_draft
from hirz.reprisals.reporting.drafting import Sentence
from hirz.reprisals.reporting.models import ReportEntry
from hirz.reprisals.reporting.refusals import LanguageNotOfEdition
from hirz.reprisals.reporting.sentences import rejoin
from hirz.reprisals.response.actions import TextMissing, TextTooLong
from hirz.rules.report_track import EntryNotAllowed

EARLIER = [Sentence(text=f"Fact {n} happened.", fact=f"act:{n}", digest=str(n)) for n in (1, 2, 3)]


def facts(text: str) -> list[tuple[str, str]]:
    return [(sentence["text"], sentence["fact"]) for sentence in rejoin(text, EARLIER)]


def test_unchanged_paragraph_keeps_every_fact() -> None:
    assert rejoin(" ".join(s["text"] for s in EARLIER), EARLIER) == EARLIER


def test_new_sentence_between_rests_on_no_fact() -> None:
    assert facts("Fact 1 happened. Something else too! Fact 2 happened.") == [
        ("Fact 1 happened.", "act:1"),
        ("Something else too!", ""),
        ("Fact 2 happened.", "act:2"),
    ]


def test_changed_sentence_loses_its_fact() -> None:
    assert facts("Fact 1 happened twice. Fact 2 happened.") == [
        ("Fact 1 happened twice.", ""),
        ("Fact 2 happened.", "act:2"),
    ]


def test_moved_sentence_keeps_its_fact() -> None:
    assert facts("Fact 3 happened. Fact 1 happened.") == [("Fact 3 happened.", "act:3"), ("Fact 1 happened.", "act:1")]


def test_sentence_inside_a_longer_word_is_not_found() -> None:
    assert facts("Artifact 1 happened. So.") == [("Artifact 1 happened.", ""), ("So.", "")]


def test_repeated_sentence_keeps_the_fact_once() -> None:
    assert [fact for _text, fact in facts("Fact 1 happened. Fact 1 happened.")] == ["act:1", ""]


@pytest.mark.parametrize(
    "text",
    ["Dr. A. B. wrote on 3.5 pages.", "وردت معلومات. وهل من رد؟", "消息属实。已有答复。", "It cost 12. Then more."],
)
def test_no_word_is_lost_in_cutting(text: str) -> None:
    assert "".join(s["text"] for s in rejoin(text, [])).replace(" ", "") == text.replace(" ", "")


def test_arabic_and_chinese_sentences_are_cut() -> None:
    assert [s["text"] for s in rejoin("وهل من رد؟ لم يرد رد.", [])] == ["وهل من رد؟", "لم يرد رد."]
    assert [s["text"] for s in rejoin("消息属实。已有答复。", [])] == ["消息属实。", "已有答复。"]


def test_edit_is_refused_once_the_entry_left_drafting(waived: ReportEntry, desk: User) -> None:
    with pytest.raises(EntryNotAllowed):
        edit_paragraph(entry=waived, language="en", text="Later.", by=desk)
    return_to_draft(entry=waived, by=desk)
    assert edit_paragraph(entry=waived, language="en", text="Later.", by=desk).text == "Later."


def test_empty_text_is_refused(drafted: ReportEntry, desk: User) -> None:
    with pytest.raises(TextMissing):
        edit_paragraph(entry=drafted, language="en", text=" \u202e \n", by=desk)


def test_endless_text_is_refused(drafted: ReportEntry, desk: User) -> None:
    with pytest.raises(TextTooLong):
        edit_paragraph(entry=drafted, language="en", text="a" * (MAX_PARAGRAPH + 1), by=desk)


def test_language_outside_the_edition_is_refused(drafted: ReportEntry, desk: User) -> None:
    with pytest.raises(LanguageNotOfEdition):
        edit_paragraph(entry=drafted, language="ky", text="Ошондой.", by=desk)


def test_marks_of_direction_are_taken_out(drafted: ReportEntry, desk: User) -> None:
    edited = edit_paragraph(entry=drafted, language="en", text="It \u202ewas\u202c so.\r\nAnd more.", by=desk)
    assert edited.text == "It was so. And more."
