"""A contributor of the Government never learns that an alternative report exists: by no page, count, id or answer.

The same is asked of a partner who is in no coalition, while nothing is shared with them.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.models import UnitKey
from hirz.foundation.walls.standing import standing
from hirz.regional.reviews.actions.writing import comment_on, open_report, share_report, share_section, submit_report
from hirz.regional.reviews.models import AlternativeReport, CoAuthor, Comment, Review, Section, SectionVersion
from hirz.rules.layers import Layer
from tests.regional.contributors import make_contributor, make_organisation
from tests.regional.reviews.conftest import Cast, opened, words_of
from tests.reprisals.people.web.pages import assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
MODELS = (AlternativeReport, CoAuthor, Section, SectionVersion, Comment)
OPEN_PAGES = [f"reviews:{name}" for name in ("list", "visits", "communications", "reports")]


@pytest.fixture
def said(cast: Cast) -> Comment:
    return comment_on(section=cast.section, text=words_of("Comment"), by=cast.author)


@pytest.fixture
def ministry_elsewhere(cast: Cast) -> User:
    return make_contributor("elsewhere", make_organisation("Ministry of Tides", kind="ministry", state_code="KG"))


def addresses(cast: Cast, comment: Comment) -> list[str]:
    report, section = cast.report.pk, cast.section.pk
    of_report = ("report", "invite", "share_report", "submit_report", "answer", "add_section")
    of_section = ("section", "versions", "share_section", "comment")
    return [
        *(reverse(f"reviews:{name}", args=[report]) for name in of_report),
        *(reverse(f"reviews:{name}", args=[section]) for name in of_section),
        reverse("reviews:settle_comment", args=[comment.pk]),
    ]


def open_pages(review: Review) -> list[str]:
    return [*map(reverse, OPEN_PAGES), reverse("reviews:one", args=[review.pk])]


def read(client: Client, review: Review) -> list[str]:
    pages = (client.get(url) for url in open_pages(review))
    return [page.content.decode().replace(page.wsgi_request.META.get("CSRF_COOKIE", "-"), "") for page in pages]


def test_every_page_of_a_report_is_like_a_page_that_never_was(cast: Cast, said: Comment) -> None:
    for user in cast.strangers:
        assert_nothing_here(signed_in(user), *addresses(cast, said))


def test_pages_of_the_government_are_the_same_bytes_with_the_report_and_without(
    cast: Cast, said: Comment, review: Review
) -> None:
    share_report(report=cast.report, layer=Layer.PARTNERS, by=cast.lead)
    share_section(section=cast.section, layer=Layer.PARTNERS, by=cast.author)
    submit_report(report=cast.report, by=cast.lead)
    client = signed_in(cast.minister)
    with_it = read(client, review)
    with connection.cursor() as cursor:  # as the owner, past every rule: as if it had never been
        cursor.execute("set local session_replication_role = replica")
        for model in reversed(MODELS):
            cursor.execute(f"delete from {model._meta.db_table}")  # noqa: S608
        cursor.execute("set local session_replication_role = origin")
    without = read(client, review)
    assert [_plain(page) for page in with_it] == [_plain(page) for page in without]
    assert not any("Zafiramoon" in page for page in with_it)


def test_no_row_and_no_key_is_there_for_the_government(cast: Cast, said: Comment, ministry_elsewhere: User) -> None:
    share_report(report=cast.report, layer=Layer.PARTNERS, by=cast.lead)
    share_section(section=cast.section, layer=Layer.PARTNERS, by=cast.author)
    for user in (cast.minister, ministry_elsewhere):
        with standing(user):
            assert [model.objects.count() for model in MODELS] == [0] * len(MODELS)
            assert not UnitKey.objects.filter(pk=cast.report.pk).exists()
        assert [model.objects.visible_to(user).count() for model in MODELS] == [0] * len(MODELS)


def test_no_row_and_no_key_is_there_for_a_partner_outside(cast: Cast, said: Comment) -> None:
    with standing(cast.outsider):
        assert [model.objects.count() for model in MODELS] == [0] * len(MODELS)
        assert not UnitKey.objects.filter(pk=cast.report.pk).exists()


def test_who_is_only_asked_gets_no_word_from_the_database_either(cast: Cast, said: Comment) -> None:
    with standing(cast.asked):
        assert [model.objects.count() for model in MODELS] == [1, 1, 0, 0, 0]


def test_partner_who_is_shown_one_section_is_told_of_no_other(cast: Cast, said: Comment) -> None:
    share_report(report=cast.report, layer=Layer.PARTNERS, by=cast.lead)
    share_section(section=cast.section, layer=Layer.PARTNERS, by=cast.author)
    client = signed_in(cast.outsider)
    page = client.get(reverse("reviews:report", args=[cast.report.pk]))
    assert len(page.context["sections"]) == 1
    assert page.context["measured"] is None
    assert words_of("Lead") not in page.content.decode()
    assert str(cast.lead_section.pk) not in page.content.decode()
    with standing(cast.outsider):
        assert [model.objects.count() for model in MODELS] == [1, 0, 1, 1, 0]
    assert_nothing_here(
        client, *(reverse(f"reviews:{name}", args=[cast.section.pk]) for name in ("versions", "comment"))
    )


def test_government_is_offered_no_report_to_open(cast: Cast, review: Review) -> None:
    client = signed_in(cast.minister)
    page = client.get(reverse("reviews:one", args=[review.pk]))
    assert "open/" not in page.content.decode()
    assert_nothing_here(client, reverse("reviews:open_report", args=[review.pk]))


def test_body_of_a_government_that_a_row_calls_a_coauthor_still_sees_nothing(cast: Cast) -> None:
    """A row that the rules never write: neither wall goes by it."""
    ministry = cast.minister.memberships.get().organisation
    CoAuthor.objects.create(
        report=cast.report, organisation=ministry, name="Ministry", answer="ACCEPTED", invited_by=cast.lead
    )
    assert not AlternativeReport.objects.visible_to(cast.minister).exists()
    assert not Section.objects.visible_to(cast.minister).exists()
    with standing(cast.minister):
        assert AlternativeReport.objects.count() == Section.objects.count() == SectionVersion.objects.count() == 0


def test_new_report_changes_no_answer_to_a_guessed_address(cast: Cast, review: Review) -> None:
    client = signed_in(cast.minister)
    before = client.get(reverse("reviews:report", args=[review.pk])).content
    report = open_report(review=review, opened=opened(), by=cast.lead)
    assert client.get(reverse("reviews:report", args=[report.pk])).content == before


def _plain(page: str) -> str:
    """Without what changes with every answer: the token against forged requests."""
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)
