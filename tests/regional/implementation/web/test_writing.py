"""Writing in the pages: drafts kept, updates moved, evidence entered once, assessments beside each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.regional.implementation.actions.planning import add_indicator, make_responsible
from hirz.regional.implementation.actions.updating import Content, draft_update, take_step
from hirz.regional.implementation.models import Assessment, Evidence, Measure, Plan, Reminder, Tie, Update
from hirz.regional.implementation.reminders import send_reminders
from hirz.regional.implementation.waiting import told_the_office
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.follow_up import Step, UpdateState
from hirz.rules.layers import Layer
from hirz.rules.reminding import OPENS
from tests.regional.contributors import make_organisation
from tests.regional.implementation.conftest import STARTS, Cast
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
STATE = "/implementation/XM/"
DAY = date(2026, 6, 30)


def url(name: str, row: Measure | Recommendation | Update | Plan | Evidence) -> str:
    return reverse(f"implementation:{name}", args=[row.pk])


def handed_in(measure: Measure, by: User) -> Update:
    content = Content(for_date=DAY, progress="under_way", words="Done so far")
    update = draft_update(measure=measure, content=content, layer=Layer.GOVERNMENT, by=by)
    return take_step(update=update, step=Step.SUBMIT, by=by)


def test_plan_measure_and_ties_are_entered_by_whoever_contributes(recommendation: Recommendation, cast: Cast) -> None:
    client = signed_in(cast.clerk)
    client.post(f"{STATE}plans/add/", {"kind": "sector", "title": "Books for all", "layer": "GOVERNMENT"})
    plan = Plan.objects.get()
    told = {"title": "Print", "plan": str(plan.pk), "starts_date": "2026-01-01", "layer": "GOVERNMENT"}
    client.post(f"{STATE}measures/add/?recommendation={recommendation.pk}", told)
    measure = Measure.objects.get()
    assert (measure.plan, measure.contributed_by, measure.layer) == (plan, cast.ministry, "GOVERNMENT")
    part = recommendation.parts.all()[1]
    client.post(url("tie", recommendation), {"measure": str(measure.pk), "part": str(part.pk)})
    assert set(Tie.objects.values_list("part", flat=True)) == {None, part.pk}
    page = assert_good_page(client, url("tie", recommendation), measure=str(measure.pk), part=str(part.pk))
    assert "The measure is for this recommendation already." in page


def test_side_is_offered_its_own_layers_and_no_other(measure: Measure, cast: Cast) -> None:
    client = signed_in(cast.clerk)
    page = assert_good_page(client, f"{STATE}plans/add/", kind="sector", title="Kept words", layer="PARTNERS")
    assert 'value="PARTNERS"' not in page
    assert "Kept words" in page
    assert not Plan.objects.exists()


def test_draft_is_kept_and_handed_in_with_its_values(measure: Measure, cast: Cast) -> None:
    indicator = add_indicator(
        measure=measure, by=cast.clerk, kind="process", title="Pupils", dimensions=["sex"], unit="pupils"
    )
    client, key = signed_in(cast.clerk), indicator.pk.hex
    client.post(url("write", measure), {"for_date": "2026-06-30", "words": "Begun", "layer": "GOVERNMENT", "keep": "1"})
    update = Update.objects.get()
    assert (update.state, update.words, update.progress) == ("draft", "Begun", "")
    assert "Begun" in assert_good_page(client, url("write", measure))
    told = {
        "for_date": "2026-06-30", "words": "Begun", "progress": "under_way", "layer": "GOVERNMENT", "submit": "1",
        f"{key}_value": "12.5", f"{key}_starts_date": "2026-01-01", f"{key}_ends_date": "2026-06-30",
        f"{key}_sex_female": "6", f"{key}_sex_male": "6",
    }  # fmt: skip
    client.post(url("write", measure), told)
    update.refresh_from_db()
    assert update.state == "with_authority"
    page = assert_good_page(client, url("update", update))
    assert "The parts do not add up: 0.5 in no part" in page


def test_numbers_of_a_draft_come_back_as_they_were_written(measure: Measure, cast: Cast) -> None:
    """Also where the decimal sign is a comma."""
    indicator = add_indicator(measure=measure, by=cast.clerk, kind="process", title="Pupils", dimensions=["place"])
    client, key = signed_in(cast.clerk, language="fr"), indicator.pk.hex
    told = {
        "for_date": "2026-06-30", "layer": "GOVERNMENT", "keep": "1", f"{key}_value": "1200,5",
        f"{key}_starts_date": "2026-01-01", f"{key}_ends_date": "2026-06-30", f"{key}_place_rural": "10",
    }  # fmt: skip
    client.post(url("write", measure), told)
    form = client.get(url("write", measure)).context["form"]
    written = {name: form[f"{key}_{name}"].value() for name in ("value", "place_rural")}
    assert written == {"value": Decimal("1200.5"), "place_rural": Decimal(10)}
    page = assert_good_page(client, url("write", measure))
    assert 'value="1200,5"' in page
    assert 'value="10"' in page


def test_part_without_its_whole_is_asked_about_and_nothing_typed_is_lost(measure: Measure, cast: Cast) -> None:
    indicator = add_indicator(measure=measure, by=cast.clerk, kind="process", title="Pupils", dimensions=["sex"])
    key = indicator.pk.hex
    page = assert_good_page(
        signed_in(cast.clerk), url("write", measure),
        for_date="2026-06-30", words="Zafiramoon", layer="GOVERNMENT", keep="1", **{f"{key}_sex_male": "6"},
    )  # fmt: skip
    assert "Write the whole number too." in page
    assert "Zafiramoon" in page
    assert not Update.objects.exists()


def test_what_cannot_be_handed_in_is_a_draft_all_the_same(measure: Measure, cast: Cast) -> None:
    page = assert_good_page(
        signed_in(cast.clerk), url("write", measure), for_date="2026-06-30", words="Quillbrook", layer="GOVERNMENT",
        submit="1",
    )  # fmt: skip
    assert "Say how the measure stands before you hand it in." in page
    assert Update.objects.get().words == "Quillbrook"


def test_update_goes_back_with_a_reason_and_comes_again(measure: Measure, cast: Cast) -> None:
    update = handed_in(measure, cast.inspector)
    officer, inspector = signed_in(cast.officer), signed_in(cast.inspector)
    assert len(officer.get("/implementation/queue/").context["rows"]) == 1
    page = assert_good_page(officer, url("step", update), step="return", reason="")
    assert "Say why it goes back." in page
    officer.post(url("step", update), {"step": "return", "reason": "Which year?"})
    assert "Which year?" in assert_good_page(inspector, url("update", update))
    told = {"for_date": "2026-06-30", "progress": "done", "words": "In 2026", "layer": "PUBLIC", "submit": "1"}
    inspector.post(url("write", measure), told)
    officer.post(url("step", update), {"step": "validate"})
    update.refresh_from_db()
    assert (update.state, update.words) == ("validated", "In 2026")
    assert len(officer.get("/implementation/queue/").context["rows"]) == 0


def test_authority_passes_on_and_sees_what_awaits_it(measure: Measure, cast: Cast) -> None:
    update = handed_in(measure, cast.clerk)
    minister = signed_in(cast.minister)
    assert len(minister.get("/implementation/queue/").context["rows"]) == 1
    assert "Update on “Print school books" in minister.get("/contribute/").content.decode()
    assert_nothing_here(signed_in(cast.officer), url("update", update))
    minister.post(url("step", update), {"step": "endorse"})
    update.refresh_from_db()
    assert update.state == "with_office"
    assert_good_page(signed_in(cast.officer), url("update", update))


def test_nobody_validates_in_the_page_who_may_not(measure: Measure, cast: Cast) -> None:
    update = handed_in(measure, cast.inspector)
    for who in (cast.inspector, cast.clerk):
        signed_in(who).post(url("step", update), {"step": "validate"})
    update.refresh_from_db()
    assert update.state == "with_office"


def test_same_file_is_one_entry_for_its_contributor(measure: Measure, cast: Cast) -> None:
    for who, expected in ((cast.clerk, 1), (cast.minister, 1), (cast.advocate, 2)):
        file = SimpleUploadedFile("figures.txt", b"Zafiramoon figures, one to nine\n", "text/plain")
        told = {"kind": "statistics", "title": "Figures", "file": file, "layer": "INTERNAL"}
        response = signed_in(who).post(f"{STATE}evidence/add/", told)
        assert response.status_code == 302
        assert Evidence.objects.count() == expected
    own = Evidence.objects.get(contributed_by=cast.ministry)
    answer = signed_in(cast.minister).get(url("evidence_file", own))
    assert b"".join(answer.streaming_content) == b"Zafiramoon figures, one to nine\n"  # type: ignore[attr-defined]
    assert_nothing_here(signed_in(cast.advocate), url("evidence_file", own), url("evidence", own))


def test_program_is_not_taken_in_as_evidence(cast: Cast) -> None:
    file = SimpleUploadedFile("figures.txt", b"MZ" + bytes(200), "text/plain")
    told = {"kind": "statistics", "title": "Kept title", "file": file, "layer": "INTERNAL"}
    page = assert_good_page(signed_in(cast.clerk), f"{STATE}evidence/add/", **told)
    assert "Programs are not accepted." in page
    assert "Kept title" in page
    assert not Evidence.objects.exists()


def test_contributor_assesses_in_the_name_of_their_organisation(recommendation: Recommendation, cast: Cast) -> None:
    told = {"degree": "partial", "on_date": "2026-03-01", "layer": "PARTNERS", "words": "Half", "said_by": "state"}
    signed_in(cast.defender).post(url("assess", recommendation), told)
    row = Assessment.objects.get()
    assert (row.said_by, row.author, row.contributed_by) == ("nhri", cast.ombudsman, cast.ombudsman)


def test_office_records_the_grade_of_the_committee_with_its_scale(recommendation: Recommendation, cast: Cast) -> None:
    Recommendation.objects.filter(pk=recommendation.pk).update(committee="ccpr")
    client, told = signed_in(cast.officer), {"on_date": "2026-03-01", "layer": "PUBLIC", "said_by": "committee"}
    page = assert_good_page(client, url("assess", recommendation), **told)
    assert "Choose the grade that the committee gave." in page
    assert "cat_letters_a" not in page
    client.post(url("assess", recommendation), {**told, "grade": "ccpr_2017_d"})
    page = assert_good_page(client, url("recommendation", recommendation))
    assert "Human Rights Committee, since 2017" in page
    assert "No response: whoever was asked did not answer." in page


def test_office_says_who_speaks_and_the_kind_has_to_fit(recommendation: Recommendation, cast: Cast) -> None:
    told = {"on_date": "2026-03-01", "layer": "PUBLIC", "said_by": "nhri", "degree": "none"}
    client = signed_in(cast.officer)
    page = assert_good_page(client, url("assess", recommendation), **told)
    assert "Choose the organisation that says so." in page
    page = assert_good_page(client, url("assess", recommendation), **told, author=str(cast.society.pk))
    assert "does not speak as that kind of source" in page
    assert not Assessment.objects.exists()


def test_office_records_what_an_organisation_of_no_state_says(recommendation: Recommendation, cast: Cast) -> None:
    beacons = make_organisation("Beacons International", kind="civil_society", state_code="")
    told = {"on_date": "2026-03-01", "layer": "PUBLIC", "said_by": "civil_society", "degree": "none"}
    signed_in(cast.officer).post(url("assess", recommendation), {**told, "author": str(beacons.pk)})
    assert Assessment.objects.get().author == beacons


def test_contribution_is_moved_to_another_layer_by_its_contributor(measure: Measure, cast: Cast) -> None:
    address = reverse("implementation:share", args=["measure", measure.pk])
    signed_in(cast.clerk).post(address, {"layer": "PUBLIC"})
    measure.refresh_from_db()
    assert measure.layer == Layer.PUBLIC
    assert_nothing_here(signed_in(cast.advocate), address)


def test_what_hangs_on_a_measure_is_removed_by_its_contributor_alone(measure: Measure, cast: Cast) -> None:
    tie = Tie.objects.get()
    address = reverse("implementation:remove", args=["tie", tie.pk])
    assert_nothing_here(signed_in(cast.inspector), address)
    signed_in(cast.clerk).post(address)
    assert not Tie.objects.exists()


def test_reminder_stands_on_the_home_of_the_focal_point_until_it_is_answered(measure: Measure, cast: Cast) -> None:
    make_responsible(measure=measure, organisation=cast.interior, role="supporting", by=cast.clerk)
    due = Measure.objects.get()
    send_reminders(states=["XM"], today=date(2026, 7, 1) - OPENS)
    Reminder.objects.update(on_date=timezone.localdate())
    homes = {who: signed_in(getattr(cast, who)).get("/contribute/").content.decode() for who in ("clerk", "inspector")}
    assert {who: due.title in page for who, page in homes.items()} == {"clerk": True, "inspector": False}
    handed_in(measure, cast.clerk)
    assert due.title not in signed_in(cast.clerk).get("/contribute/").content.decode()


def test_staff_find_on_their_home_what_awaits_them(measure: Measure, cast: Cast) -> None:
    handed_in(measure, cast.inspector)
    Reminder.objects.create(
        measure=measure,
        organisation=cast.ministry,
        for_date=DAY,
        level="office",
        number=1,
        on_date=timezone.localdate(),
    )
    page = assert_good_page(signed_in(cast.officer), "/")
    assert "Updates to validate" in page
    assert "No response to reminders" in page
    assert "Updates to validate" not in assert_good_page(signed_in(cast.elsewhere), "/")


def test_recommendation_leads_to_its_follow_up(recommendation: Recommendation, cast: Cast) -> None:
    page = signed_in(cast.officer).get(reverse("recommendations:one", args=[recommendation.pk])).content.decode()
    assert url("recommendation", recommendation) in page


def test_measure_that_is_due_before_it_begins_is_refused_with_words(measure: Measure, cast: Cast) -> None:
    told = {"title": "Print", "starts_date": str(STARTS), "due_date": "2025-01-01"}
    page = assert_good_page(signed_in(cast.clerk), url("edit_measure", measure), **told)
    assert "The measure is due before it begins." in page
    measure.refresh_from_db()
    assert measure.due_date == date(2026, 12, 31)


def test_plan_that_ends_before_it_begins_is_refused_with_words(cast: Cast) -> None:
    told = {
        "title": "Plan", "kind": "sector", "layer": "PUBLIC", "starts_date": "2026-02-01", "ends_date": "2026-01-01",
    }  # fmt: skip
    page = assert_good_page(signed_in(cast.clerk), reverse("implementation:add_plan", args=["XM"]), **told)
    assert "The last day lies before the first." in page


def test_measure_is_not_left_behind_where_its_recommendation_is_of_another_state(
    recommendations: list[Recommendation], cast: Cast
) -> None:
    foreign = recommendations[0]
    Recommendation.objects.filter(pk=foreign.pk).update(state_code="KG")
    address = reverse("implementation:add_measure", args=["XM"]) + f"?recommendation={foreign.pk}"
    told = {"title": "Print", "starts_date": str(STARTS), "layer": "PUBLIC"}
    assert signed_in(cast.officer).post(address, told).status_code == 404
    assert not Measure.objects.exists()


def test_office_is_not_told_that_an_authority_holds_an_update_back(measure: Measure, cast: Cast) -> None:
    Reminder.objects.create(
        measure=measure, organisation=cast.ministry, for_date=DAY, level="office", number=1,
        on_date=timezone.localdate(),
    )  # fmt: skip
    handed_in(measure, cast.clerk)
    assert Update.objects.get().state == UpdateState.WITH_AUTHORITY
    assert [one.organisation for one in told_the_office(cast.officer)] == [cast.ministry]
    take_step(update=Update.objects.get(), step=Step.ENDORSE, by=cast.minister)
    assert not told_the_office(cast.officer)
