"""Publication: everything cleared, counted and covered by consent, or nothing happens."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta

import pypdfium2
import pytest
from django.utils import timezone
from docx import Document as read_docx

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.blobs.store import default_store
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.languages import UN_LANGUAGES
from hirz.reprisals.cases.actions.moving import rule_out_of_scope
from hirz.reprisals.people.actions import add_name
from hirz.reprisals.people.disclosing import ConsentRefused
from hirz.reprisals.people.models import ConsentDecision, Disclosure, Person
from hirz.reprisals.reporting import publishing
from hirz.reprisals.reporting.actions import (
    clear_entry,
    decide,
    draft_entry,
    edit_paragraph,
    list_candidates,
    publish_edition,
    return_to_draft,
    waive_comment,
)
from hirz.reprisals.reporting.models import Edition, ReportEntry
from hirz.reprisals.reporting.refusals import (
    EditionClosed,
    EntriesNotCleared,
    EntriesUndecided,
    NameInText,
    StatisticsDoNotReconcile,
)
from hirz.rules.consent import Reason
from tests.reprisals.story import TELLING, enter_case, enter_victim, give_consent

RENDERERS = publishing.FORMATS


def published_texts(edition: Edition) -> Iterator[str]:
    for file in edition.files.all():
        with default_store().open_reader(file.blob_id) as stream:
            yield stream.read().decode()


def test_published_edition_has_its_files_and_says_who_and_when(cleared: ReportEntry, head: User) -> None:
    edition = publish_edition(edition=cleared.edition, by=head)
    cleared.refresh_from_db()
    assert (edition.state, edition.published_by, cleared.track) == ("PUBLISHED", head, "PUBLISHED")
    assert {str(file) for file in edition.files.all()} == {f"{language}.txt" for language in UN_LANGUAGES}
    spoken_of = ("Amruvi", "أمروفيا", "Амрувия", "安鲁维亚")
    assert all(any(state in text for state in spoken_of) for text in published_texts(edition))


def test_publication_leaves_under_one_disclosure_a_language(cleared: ReportEntry, agreed: Person, head: User) -> None:
    publish_edition(edition=cleared.edition, by=head)
    left = Disclosure.objects.filter(what="annual_report")
    assert left.count() == len(UN_LANGUAGES)
    assert {(d.purpose, d.recipient, d.allowed) for d in left} == {("ANNUAL_REPORT", "public", True)}
    assert all(list(d.people.all()) == [agreed] for d in left)
    assert {f.disclosure_id for f in cleared.edition.files.all()} == {d.pk for d in left}


def test_published_text_holds_no_part_of_a_name(cleared: ReportEntry, head: User) -> None:
    for text in published_texts(publish_edition(edition=cleared.edition, by=head)):
        assert [part for part in TELLING if part in text.lower()] == []


def test_real_files_open_and_hold_the_paragraph(
    cleared: ReportEntry, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "FORMATS", RENDERERS)
    edition = publish_edition(edition=cleared.edition, by=head)
    for file in edition.files.all():
        with default_store().open_reader(file.blob_id) as stream:
            words = READERS[file.file_format](stream.read())
        # Readers of PDF put mixed directions in orders of their own: a year is read alike in all.
        assert str(cleared.edition.period_start.year) in words
        assert [part for part in TELLING if part in words.lower()] == []


def _docx_words(content: bytes) -> str:
    document = read_docx(io.BytesIO(content))
    return "\n".join(p.text for p in document.paragraphs)


def _pdf_words(content: bytes) -> str:
    pdf = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()


def _plain_words(content: bytes) -> str:
    return content.decode()


READERS = {"docx": _docx_words, "pdf": _pdf_words, "xml": _plain_words, "txt": _plain_words}


def test_edition_is_published_once(cleared: ReportEntry, desk: User, head: User) -> None:
    publish_edition(edition=cleared.edition, by=head)
    with pytest.raises(EditionClosed):
        publish_edition(edition=cleared.edition, by=head)
    with pytest.raises(EditionClosed):
        decide(entry=cleared, decision="omit_other", reason="Too late.", by=desk)


def test_undecided_case_stops_the_publication(
    cleared: ReportEntry, office: Office, desk: User, verifier: User, head: User, agreed: Person
) -> None:
    unlisted = enter_case(office, desk, verifier, [agreed])
    for _ in range(2):
        with pytest.raises(EntriesUndecided) as refused:
            publish_edition(edition=cleared.edition, by=head)
        assert refused.value.cases == (str(unlisted.pk),)
        list_candidates(edition=cleared.edition, by=desk)  # listed is not yet decided
    entry = ReportEntry.objects.get(case=unlisted)
    decide(entry=entry, decision="omit_other", reason="The same facts.", by=desk)
    assert publish_edition(edition=cleared.edition, by=head).published_at is not None


def test_entry_that_is_not_cleared_stops_the_publication(cleared: ReportEntry, desk: User, head: User) -> None:
    return_to_draft(entry=cleared, by=desk)
    with pytest.raises(EntriesNotCleared) as refused:
        publish_edition(edition=cleared.edition, by=head)
    assert refused.value.entries == (str(cleared.pk),)


def test_entry_without_a_paragraph_in_a_language_stops_the_publication(cleared: ReportEntry, head: User) -> None:
    cleared.paragraphs.get(language="ar").delete()
    with pytest.raises(EntriesNotCleared):
        publish_edition(edition=cleared.edition, by=head)


def test_statistics_that_do_not_reconcile_stop_the_publication(cleared: ReportEntry, desk: User, head: User) -> None:
    rule_out_of_scope(
        case=cleared.case, reason_code="no_cooperation", reason="No link.", referral="Nobody fits.", by=desk
    )
    with pytest.raises(StatisticsDoNotReconcile):
        publish_edition(edition=cleared.edition, by=head)


def test_name_learned_after_clearance_stops_the_publication(
    cleared: ReportEntry, agreed: Person, desk: User, head: User
) -> None:
    add_name(person=agreed, text="Umm Detention", kind="alias", by=desk)
    with pytest.raises(NameInText):
        publish_edition(edition=cleared.edition, by=head)


def test_name_outside_the_paragraphs_is_found_by_the_law_itself(
    cleared: ReportEntry, agreed: Person, desk: User, head: User
) -> None:
    add_name(person=agreed, text="Umm Methodology", kind="alias", by=desk)
    with pytest.raises(ConsentRefused) as refused:
        publish_edition(edition=cleared.edition, by=head)
    assert {missing.reason for missing in refused.value.missing} == {Reason.NAME_IN_CONTENT}
    refusals = Disclosure.objects.filter(what="annual_report", allowed=False)
    assert refusals.count() == 1
    assert not cleared.edition.files.exists()


def test_consent_that_ran_out_since_clearance_stops_the_publication(
    cleared: ReportEntry, agreed: Person, head: User
) -> None:
    long_ago = timezone.localdate() - timedelta(days=365)
    decision = ConsentDecision.objects.filter(person=agreed, scope="REPORT_WITHOUT_NAME")
    ConsentDecision.objects.create(
        **{
            **decision.values("person_id", "scope", "state", "given_by", "how", "recorded_by_id").get(),
            "decided_at": timezone.now(),
            "valid_until": long_ago,
        }
    )
    with pytest.raises(ConsentRefused) as refused:
        publish_edition(edition=cleared.edition, by=head)
    assert [missing.reason for missing in refused.value.missing] == [Reason.EXPIRED]


def test_person_named_in_one_entry_and_not_in_another_stays_unnamed_in_the_other(
    office: Office, cleared: ReportEntry, agreed: Person, desk: User, verifier: User, clearer: User, head: User
) -> None:
    enter_case(office, desk, verifier, [agreed])
    (second,) = list_candidates(edition=cleared.edition, by=desk)
    decide(entry=second, decision="include", reason="By name.", named=True, by=desk)
    draft_entry(entry=second, by=desk)
    waive_comment(entry=second, reason="Known.", by=desk)
    clear_entry(entry=second, by=clearer)
    return_to_draft(entry=cleared, by=desk)
    edit_paragraph(entry=cleared, language="en", text="Salma was held.", by=desk)
    waive_comment(entry=cleared, reason="Known.", by=desk)
    with pytest.raises(NameInText):
        clear_entry(entry=cleared, by=clearer)
    ReportEntry.objects.filter(pk=cleared.pk).update(track="CLEARED", cleared_by=clearer, cleared_at=timezone.now())
    with pytest.raises(NameInText):
        publish_edition(edition=cleared.edition, by=head)


def test_every_publication_is_in_the_history(cleared: ReportEntry, head: User) -> None:
    publish_edition(edition=cleared.edition, by=head)
    verbs = Entry.objects.filter(case_id=cleared.case_id).values_list("verb", flat=True)
    assert "ENTRY_PUBLISHED" in verbs
    assert Entry.objects.filter(verb="EDITION_PUBLISHED", subject_id=cleared.edition_id).count() == 1


def test_two_people_of_two_cases_are_both_asked(
    office: Office, cleared: ReportEntry, desk: User, verifier: User, head: User
) -> None:
    other = enter_victim(office, desk, names=["Nodira"])
    give_consent(other, desk)
    enter_case(office, desk, verifier, [other])
    (entry,) = list_candidates(edition=cleared.edition, by=desk)
    decide(entry=entry, decision="omit_for_protection", reason="Threats.", by=desk)
    publish_edition(edition=cleared.edition, by=head)
    asked = {p for d in Disclosure.objects.filter(what="annual_report") for p in d.people.all()}
    assert other not in asked
