"""The regional office of the demonstration: what each side sees in it, and that its numbers and files hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from hirz.faces.cli.demonstration import cast, region, world
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.loading import load_offices
from hirz.regional.implementation.models import Assessment
from hirz.regional.legislation.models import CommentUptake
from hirz.regional.partners.models import Conveyance, PartnerMeeting, Voice
from hirz.regional.programme import aid
from hirz.regional.programme.facts import participations_of
from hirz.regional.programme.models import Activity, Indicator, IndicatorValue, Participant, PeriodReport
from hirz.regional.recommendations.models import Recommendation
from hirz.regional.reviews.models import AlternativeReport, Communication, Section, Visit
from hirz.rules.disaggregation import Outcome
from hirz.rules.sp_communications import REPLY
from hirz.rules.visits import VisitStage

pytestmark = pytest.mark.django_db
REPORTER: Final = "XM-TEST-9 40 Office of quiet rooms"
People = dict[str, User]


@pytest.fixture(scope="module", autouse=True)
def people(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[People]:
    """One region for all these tests, taken back when they end."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as own:
        own.setattr("django.conf.settings.HIRZ_BLOBS_DIR", tmp_path_factory.mktemp("blobs"))
        load_offices()
        world.place_invented_states()
        engaged = cast.engage()
        region.build(engaged)
        yield engaged
        transaction.set_rollback(True)


def test_what_the_network_says_in_confidence_reaches_partners_and_never_the_ministry(people: People) -> None:
    def heard(key: str) -> set[str]:
        return {one.said_by for one in Assessment.objects.visible_to(people[key])}

    assert heard("ministry-focal") == {"state", "nhri"}
    assert heard("lanterns-focal") == {"state", "nhri", "civil_society"}
    assert heard("bishkek-regional") == {"state", "nhri", "civil_society", "un"}
    sections = {key: Section.objects.visible_to(people[key]).count() for key in ("ombudsman-focal", "lanterns-focal")}
    assert sections == {"ombudsman-focal": 1, "lanterns-focal": 2}
    for kind in (AlternativeReport, PartnerMeeting, Communication):
        assert not kind.objects.visible_to(people["ministry-focal"]).exists()


def test_parts_of_each_number_make_up_the_number_or_nobody_divided_it(people: People) -> None:
    officer = people["bishkek-regional"]
    values = IndicatorValue.objects.visible_to(officer).select_related("indicator").prefetch_related("parts")
    found = {value.indicator.measure: value.disaggregated.finding("sex").outcome for value in values}
    assert found == {"COUNT": Outcome.SUMS, "RATE": Outcome.NOT_DISAGGREGATED}
    (trained,) = participations_of(Activity.objects.visible_to(officer), officer).values()
    assert int(trained.total) == 20
    assert {trained.finding(dimension).outcome for dimension in ("sex", "age_group")} == {Outcome.SUMS}


def test_training_is_public_and_who_took_part_stays_in_the_office(people: People) -> None:
    books = Recommendation.objects.get(source_id__endswith=region.SCHOOL_BOOKS)
    for key in ("lanterns-focal", "ministry-focal"):
        assert Activity.objects.visible_to(people[key]).filter(served__recommendation=books).count() == 1
        assert not Participant.objects.visible_to(people[key]).exists()
    assert Indicator.objects.visible_to(people["lanterns-focal"]).count() == 1
    assert Indicator.objects.visible_to(people["ministry-focal"]).count() == 2


def test_file_of_the_aid_standard_keeps_every_rule_and_names_no_participant(people: People) -> None:
    officer = people["bishkek-regional"]
    file = aid.aid_file([region.STATE], by=officer, as_reporter=aid.reporter(REPORTER))
    assert (file.activities, file.broken) == (1, ())
    names = [one.name for one in Participant.objects.visible_to(officer)]
    assert len(names) == 6
    assert not any(name in file.content.decode() for name in names)


def test_each_of_ten_comments_on_the_law_has_an_outcome(people: People) -> None:
    assert CommentUptake.objects.exclude(computed="").count() == 10


def test_report_of_the_month_was_cleared_by_another_hand(people: People) -> None:
    report = PeriodReport.objects.visible_to(people["bishkek-regional"]).get()
    assert report.cleared_by not in (None, report.drafted_by)


def test_voice_was_carried_without_the_name_of_who_spoke(people: People) -> None:
    voice, carried = Voice.objects.get(), Conveyance.objects.get()
    assert voice.spellings
    assert not carried.with_name
    assert not any(name in carried.text for name in voice.spellings)


def test_visit_and_letter_are_still_to_come(people: People) -> None:
    visit, letter, today = Visit.objects.get(), Communication.objects.get(), timezone.localdate()
    assert visit.facts.stage is VisitStage.PREPARATION
    assert visit.first_date is not None
    assert visit.first_date > today
    assert (letter.letter.due_date - letter.sent_date).days == REPLY.days
    assert letter.letter.due_date > today


def test_region_told_again_stays_as_it_is(people: People) -> None:
    before = Entry.objects.count()
    region.build(dict(people))
    assert Entry.objects.count() == before
