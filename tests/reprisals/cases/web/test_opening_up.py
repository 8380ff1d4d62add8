"""Pages that open a case beside the rule: to a colleague for a time, or past consent when a life is at stake."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from django.urls import reverse
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.recording import add_party
from hirz.reprisals.cases.models import Case, CaseGrant
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.disclosing import as_override
from hirz.reprisals.people.models import ConsentOverride
from tests.faces.staff.conftest import Browse
from tests.faces.staff.pages import parsed, words_of
from tests.reprisals.cases.web.asking import assert_asked_again, assert_done, send


def panel(browse: Browse, user: User, case: Case, name: str) -> str:
    page = parsed(browse(user).get(reverse("staff:case", args=[case.pk])).content)
    return words_of(page.part(name))


def told(user: User, **changes: str) -> dict[str, str]:
    until = (timezone.localdate() + timedelta(days=5)).isoformat()
    return {"colleague": str(user.pk), "purpose": "advice on the draft law", "until_date": until, **changes}


def test_lead_opens_the_case_to_a_colleague_and_closes_it(
    bare: Case, lead: User, outsider: User, browse: Browse
) -> None:
    browser, where = browse(lead), reverse("staff:case", args=[bare.pk])
    assert_done(send(browser, "grants", bare, **told(outsider)), bare)
    assert "advice on the draft law" in panel(browse, lead, bare, "grants")
    assert browse(outsider).get(where).status_code == 200
    revoke = reverse("cases:revoke_grant", args=[CaseGrant.objects.get().pk])
    assert revoke in browse(lead).get(reverse("cases:grants", args=[bare.pk])).content.decode()
    assert_done(browse(lead).post(revoke), bare)
    assert browse(outsider).get(where).status_code == 404


def test_colleague_who_reads_it_by_a_role_is_not_offered(
    bare: Case, lead: User, desk: User, outsider: User, browse: Browse
) -> None:
    form = browse(lead).get(reverse("cases:grants", args=[bare.pk])).context["form"]
    offered = {key for key, _name in form.fields["colleague"].choices}
    assert str(outsider.pk) in offered
    assert not {str(lead.pk), str(desk.pk)} & offered


def test_grant_that_cannot_be_keeps_what_was_typed(bare: Case, lead: User, outsider: User, browse: Browse) -> None:
    answer = send(browse(lead), "grants", bare, **told(outsider, until_date="2020-01-01"))
    assert_asked_again(answer, "Choose today or a later day.", purpose="advice on the draft law")


def test_second_click_on_closing_is_told_in_words(bare: Case, lead: User, outsider: User, browse: Browse) -> None:
    browser = browse(lead)
    send(browser, "grants", bare, **told(outsider))
    revoke = reverse("cases:revoke_grant", args=[CaseGrant.objects.get().pk])
    browser.post(revoke)
    page = browser.post(revoke, follow=True).content.decode()
    assert "The case is no longer open to this person." in page


def test_desk_opens_nothing_to_anybody(bare: Case, desk: User, outsider: User, browse: Browse) -> None:
    assert send(browse(desk), "grants", bare, **told(outsider)).status_code == 404
    assert 'id="grants"' not in browse(desk).get(reverse("staff:case", args=[bare.pk])).content.decode()


def ask(bare: Case, desk: User, browse: Browse) -> ConsentOverride:
    assert_done(send(browse(desk), "ask_exception", bare, reason="She is at the border."), bare)
    return ConsentOverride.objects.get()


def act(browse: Browse, user: User, name: str, override: ConsentOverride) -> int:
    status: int = browse(user).post(reverse(f"cases:{name}", args=[override.pk])).status_code
    return status


def test_exception_needs_a_reason(bare: Case, desk: User, browse: Browse) -> None:
    assert_asked_again(send(browse(desk), "ask_exception", bare), "This field is required.")
    assert not ConsentOverride.objects.exists()


def test_exception_holds_when_a_second_person_approved_it_and_ends_by_itself(
    bare: Case, desk: User, lead: User, browse: Browse
) -> None:
    override = ask(bare, desk, browse)
    assert "Waits for a second person" in panel(browse, desk, bare, "exceptions")
    assert "She is at the border." in panel(browse, lead, bare, "exceptions")
    assert bare.deadlines.filter(kind="OVERRIDE_REVIEW", subject_id=override.pk).exists()
    assert act(browse, desk, "approve_exception", override) == 404
    assert act(browse, lead, "approve_exception", override) == 302
    override.refresh_from_db()
    assert as_override(override) is not None
    assert "In force" in panel(browse, desk, bare, "exceptions")
    with time_machine.travel(timezone.now() + timedelta(hours=72)):
        assert as_override(override) is None
        assert "Ended" in panel(browse, desk, bare, "exceptions")


def test_review_ends_the_exception_and_its_clock(bare: Case, desk: User, lead: User, browse: Browse) -> None:
    override = ask(bare, desk, browse)
    act(browse, lead, "approve_exception", override)
    assert act(browse, lead, "review_exception", override) == 302
    override.refresh_from_db()
    assert as_override(override) is None
    assert not bare.deadlines.filter(kind="OVERRIDE_REVIEW").exists()
    verbs = Entry.objects.filter(case_id=bare.pk, verb__startswith="OVERRIDE").order_by("id")
    assert [entry.verb for entry in verbs] == ["OVERRIDE_ASKED", "OVERRIDE_APPROVED", "OVERRIDE_REVIEWED"]


def test_second_approval_does_not_start_the_hours_anew(
    bare: Case, desk: User, lead: User, head: User, browse: Browse
) -> None:
    override = ask(bare, desk, browse)
    act(browse, lead, "approve_exception", override)
    override.refresh_from_db()
    approved_at = override.approved_at
    page = browse(head).post(reverse("cases:approve_exception", args=[override.pk]), follow=True)
    assert "Somebody has already approved or ended this exception." in page.content.decode()
    override.refresh_from_db()
    assert (override.approved_by, override.approved_at) == (lead, approved_at)


def test_exception_waits_on_the_home_page_of_who_may_approve_it(
    bare: Case, desk: User, lead: User, outsider: User, browse: Browse
) -> None:
    ask(bare, desk, browse)
    home = reverse("staff:home")
    assert "Exceptions to consent to approve" in browse(lead).get(home).content.decode()
    for other in (desk, outsider):
        assert "Exceptions to consent to approve" not in browse(other).get(home).content.decode()


def test_exception_is_shown_on_the_page_of_the_people_of_the_case(
    bare: Case, office: Office, desk: User, browse: Browse
) -> None:
    person = enter_person(office=office, names=["Salma"], by=desk)
    add_party(case=bare, person=person, role="victim", by=desk)
    where = reverse("people:person", args=[person.pk])
    assert "She is at the border." not in browse(desk).get(where).content.decode()
    ask(bare, desk, browse)
    assert "She is at the border." in browse(desk).get(where).content.decode()
