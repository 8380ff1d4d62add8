"""Forms with more in them than the page asked for: who it is for, how grave it is, who decides, who sent it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from hirz.engines.canonical import NotCanonical, canonical_json, parsed_json
from hirz.foundation.accounts.models import User
from hirz.foundation.blobs.store import BlobUnreadable, default_store, store_bytes
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.models import Act, Case
from hirz.reprisals.intake.answers import BadAnswers, accept
from hirz.reprisals.intake.importing import plan_import
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.response.actions import plan_communication
from hirz.reprisals.response.models import Communication
from tests.faces.public import journey
from tests.faces.staff.conftest import Browse
from tests.faces.staff.world import World
from tests.reprisals.intake.arriving import told

DEEP: Final = 3_000
FORGED: Final[dict[str, Any]] = {
    "office": "hq", "office_id": "1", "recipient": "government", "recipients": ["government"], "score": 100,
    "risk": "low", "state": "CLOSED", "triaged_at": "2026-01-01", "channel": "import", "reference": "S-MINE",
    "cases": ["1"], "received_by": "1", "idempotency_sha256": "0" * 64, "unit_id": "0",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(FORGED.keys() - {"channel"}))
def test_forged_recipient_or_score_in_a_submission_is_refused(name: str) -> None:
    """What nobody asks for is no answer."""
    with pytest.raises(BadAnswers):
        accept(told(**{name: FORGED[name]}))
    with pytest.raises(BadAnswers):
        accept(told(consent={**told()["consent"], name: FORGED[name]}))


def test_forged_recipient_or_score_in_the_public_form_changes_nothing(public_client: Client, office: Office) -> None:
    """At every step, with every name; the office is the one that answers for the State, the word is RECEIVED."""
    journey.begin(public_client)
    for step in journey.ORDER:
        journey.answer(public_client, step.slug, **{**FORGED, **journey.ANSWERS[step.slug]})
    public_client.post("/ar/submit/summary/", FORGED)
    with journey.at_the_desk():
        submission = Submission.objects.get()
        assert (submission.office, submission.state, submission.channel) == (office, "RECEIVED", "web_form")
        assert (submission.triaged_at, submission.received_by) == (None, None)
        assert submission.reference != "S-MINE"
        assert not submission.cases.exists()
        assert not {"score", "recipient", "recipients", "risk", "office"} & submission.answers.keys()


def test_forged_recipient_of_a_letter_is_not_taken(world: World, colleague: User, browse: Browse) -> None:
    """The State is that of the case, whatever the form says; a sender that is none is refused."""
    where = reverse("response:plan", args=[world.case.pk])
    plan = {"kind": "allegation_letter", "sender": "special_procedures", "language": "en"}
    before = set(Communication.objects.values_list("pk", flat=True))
    forged = {"recipient_state": "XZ", "recipient": "public", "state": "SENT", "sent_at": "2026-01-01", "named": ""}
    assert browse(colleague).post(where, {**plan, **forged}).status_code == 302
    letter = Communication.objects.exclude(pk__in=before).get()
    assert (letter.recipient_state, letter.sent_at, letter.disclosure) == (world.case.state_concerned, None, None)
    assert letter.state in ("PLANNED", "FROZEN")
    assert browse(colleague).post(where, {**plan, "sender": "government"}).status_code == 200
    with pytest.raises(ValidationError):
        plan_communication(
            case=world.case, kind="allegation_letter", sender="nobody", language="en", named=False, by=colleague
        )


def test_forged_verdict_in_a_form_of_staff_is_not_taken(world: World, colleague: User, browse: Browse) -> None:
    """Author, moment, case and confirmation come from the session and the address, never from the form."""
    other = Case.objects.create(
        reference="C-OTHER", office=world.case.office, state_concerned="XM", state_since=world.case.state_since,
        opened_by=colleague,
    )  # fmt: skip
    forged = {"case": str(other.pk), "case_id": str(other.pk), "entered_by": str(world.case.owner_id), "verified": "1"}
    act = {"kind": "detention", "date": "2026-05", "perpetrator": "police"}
    browse(colleague).post(reverse("cases:add_act", args=[world.case.pk]), {**act, **forged})
    entered = Act.objects.latest("entered_at")
    assert (entered.case, entered.entered_by) == (world.case, colleague)
    proposed = {"level": "verified", "confirmed": "1", "decided_by": str(colleague.pk)}
    browse(colleague).post(reverse("cases:propose_verification", args=[world.case.pk]), {**proposed, **forged})
    world.case.refresh_from_db()
    assert not world.case.verifications.filter(decided_by=colleague).exists()


# JSON that is deeper than anybody's stack

NESTED: Final[dict[str, Callable[[Any], Any]]] = {"lists": lambda inner: [inner], "objects": lambda inner: {"a": inner}}


def nested(wrap: Callable[[Any], Any], depth: int) -> Any:
    value: Any = "x"
    for _level in range(depth):
        value = wrap(value)
    return value


@pytest.mark.parametrize("kind", NESTED)
def test_json_3000_deep_is_refused_in_words(kind: str, office: Office) -> None:
    """In a submission, in a file that is imported, in what is sealed. It is told as what it is, and nothing falls."""
    wrap = NESTED[kind]
    with pytest.raises(BadAnswers):
        accept({**told(), "narrative": nested(wrap, DEEP)})
    with pytest.raises(NotCanonical):
        canonical_json(nested(wrap, DEEP // 4))
    opened, closed = ("[", "]") if kind == "lists" else ('{"a":', "}")
    for depth in (DEEP, 100 * DEEP):
        text = opened * depth + '"x"' + closed * depth
        with pytest.raises(NotCanonical):
            parsed_json(text.encode())
        good = json.dumps(told()).encode()
        plan = plan_import([text.encode(), good, f'{{"narrative": {text}}}'.encode()])
        assert {problem.line for problem in plan.problems} == {1, 3}


def test_forged_file_sealed_to_the_desk_by_somebody_else_does_not_pass_for_the_one_that_arrived() -> None:
    """Anybody who has the public keys can seal to the desk. What tells is the hash taken on arrival, itself sealed."""
    arrived, forged = store_bytes(b"What she wrote."), store_bytes(b"What they say she wrote.")
    with default_store().open_reader(arrived.id, sha256=arrived.sha256) as original:
        assert original.read() == b"What she wrote."
    with pytest.raises(BlobUnreadable):
        default_store().open_reader(forged.id, sha256=arrived.sha256)
