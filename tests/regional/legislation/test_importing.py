"""A file becomes a version: whole, sealed, in order, once."""

from __future__ import annotations

import pytest
from django.db import connection

from hirz.engines.statutes.errors import TextFault
from hirz.engines.statutes.normal import normal_lines
from hirz.engines.statutes.structure import recognise
from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.blobs.units import open_of_unit
from hirz.foundation.offices.models import Office
from hirz.regional.legislation.importing import add_version, recognised
from hirz.regional.legislation.models import Law, Provision, Version
from hirz.regional.legislation.refusals import LawNotRead, VersionOnRecord
from hirz.regional.legislation.texts import articles_of, provisions_of
from tests.conftest import make_user
from tests.engines.statutes.files import scanned_pdf
from tests.engines.statutes.laws import HELD_OUT, TUNED, text_of
from tests.regional.legislation.conftest import first_version, second_version, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", [*TUNED, *HELD_OUT])
def test_version_holds_the_whole_text(language: str, officer: User) -> None:
    version = first_version(officer, language)
    rows = provisions_of(version)
    text = text_of(language, "before")
    assert [line for row in rows for line in row.text.splitlines()] == list(normal_lines(text.splitlines()))
    assert [one.key for one in articles_of(rows)] == [one.key for one in recognise(text.splitlines()).articles]
    assert {one.key for one in articles_of(rows)} <= {row.key for row in rows}


def test_file_is_kept_as_it_came_and_sealed(version: Version) -> None:
    fresh = Version.objects.get(pk=version.pk)
    with open_of_unit(fresh.blob_id, opens_with=fresh.opens_with, sha256=fresh.sha256) as stream:
        assert stream.read() == text_of("en", "before").encode()


def test_text_lies_sealed_in_the_database(version: Version) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select text from legislation_provision")
        lying = b"".join(bytes(row[0]) for row in cursor.fetchall())
    assert b"association" not in lying


def test_next_version_comes_after_and_the_same_file_is_refused(version: Version, officer: User) -> None:
    later = second_version(version.law, officer)
    assert (later.order, later.law_id) == (2, version.law_id)
    with pytest.raises(VersionOnRecord):
        second_version(version.law, officer)
    assert Version.objects.count() == 2


def test_file_without_text_leaves_nothing_behind(version: Version, officer: User) -> None:
    with pytest.raises(LawNotRead) as refused:
        add_version(law=version.law, text=told(), data=scanned_pdf(), by=officer)
    assert str(refused.value) == "law_not_read_scanned"
    assert Version.objects.count() == 1


def test_history_names_the_version_and_no_word_of_it(version: Version) -> None:
    entry = Entry.objects.get(verb="LAW_VERSION_ADDED")
    assert entry.detail == {"law": str(version.law_id), "articles": 11}


def test_only_who_edits_for_the_state_takes_in(other_office: Office, version: Version) -> None:
    elsewhere = make_user("elsewhere", other_office, "regional_officer")
    with pytest.raises(AccessDenied):
        first_version(elsewhere)
    with pytest.raises(AccessDenied):
        second_version(version.law, elsewhere)
    assert (Law.objects.count(), Provision.objects.filter(version__order=2).count()) == (1, 0)


def test_what_was_noticed_is_kept_without_words(officer: User) -> None:
    data = b"Article 1. Zafir\nmoon\nArticle 3. Glimmer\nfold"
    assert recognised(data).article_keys == ("1", "3")
    version = add_version(law=first_version(officer).law, text=told(), data=data, by=officer)
    assert version.remarks == [["GAP", "2", 0]]


def test_text_of_countless_articles_is_refused(version: Version, officer: User) -> None:
    data = "\n".join(f"Article {number}. Moon" for number in range(1, 3_003)).encode()
    with pytest.raises(LawNotRead) as refused:
        recognised(data)
    assert refused.value.fault is TextFault.TOO_LARGE
