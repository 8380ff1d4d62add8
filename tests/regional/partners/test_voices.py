"""Nothing said in confidence is carried to anybody without consent for that recipient, whoever tries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

import hirz
from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.keys.models import Tombstone, UnitKey
from hirz.foundation.keys.sealed import UNREADABLE
from hirz.foundation.walls.standing import standing
from hirz.regional.organisations.models import Organisation
from hirz.regional.partners.actions import voices
from hirz.regional.partners.actions.entering import SettledAlready
from hirz.regional.partners.models import Conveyance, Voice, VoiceConsent
from hirz.rules.conveying import (
    ConsentForAnybody,
    ConsentRanOut,
    ConveyingRefused,
    NameInMessage,
    NameNotAgreed,
    NeverAsked,
)

pytestmark = pytest.mark.django_db
SAID = "Zafiramoon: the well ran dry"


@pytest.fixture
def voice(officer: User) -> Voice:
    return voices.record_voice(
        state_code="KG", by=officer, heard_date=date(2025, 3, 1), said=SAID, speaker="Zarina Tolo\nЗарина Толо"
    )


def carried(
    voice: Voice, to: Organisation, by: User, text: str = "A well ran dry", *, named: bool = False
) -> Conveyance:
    return voices.convey_voice(voice=voice, recipient=to, text=text, with_name=named, by=by)


def test_voice_goes_only_to_whom_the_person_agreed(
    voice: Voice, ministry: Organisation, entity: Organisation, officer: User
) -> None:
    with pytest.raises(NeverAsked):
        carried(voice, entity, officer)
    consent = voices.record_answer(voice=voice, by=officer, state="GIVEN", recipient=entity)
    row = carried(voice, entity, officer)
    assert (row.consent, row.recipient, row.text) == (consent, entity, "A well ran dry")
    with pytest.raises(NeverAsked):
        carried(voice, ministry, officer)
    assert Conveyance.objects.count() == 1


def test_withdrawal_closes_and_a_later_yes_opens_again(voice: Voice, entity: Organisation, officer: User) -> None:
    voices.record_answer(voice=voice, by=officer, state="GIVEN", recipient=entity)
    voices.record_answer(voice=voice, by=officer, state="WITHDRAWN")
    with pytest.raises(ConveyingRefused):
        carried(voice, entity, officer)
    voices.record_answer(voice=voice, by=officer, state="GIVEN", recipient=entity)
    carried(voice, entity, officer)


def test_consent_that_ran_out_opens_nothing(voice: Voice, entity: Organisation, officer: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    voices.record_answer(voice=voice, by=officer, state="GIVEN", recipient=entity, valid_until_date=yesterday)
    with pytest.raises(ConsentRanOut):
        carried(voice, entity, officer)


def test_name_goes_along_only_where_it_may(voice: Voice, entity: Organisation, officer: User) -> None:
    voices.record_answer(voice=voice, by=officer, state="GIVEN", recipient=entity)
    with pytest.raises(NameNotAgreed):
        carried(voice, entity, officer, named=True)
    with pytest.raises(NameInMessage):
        carried(voice, entity, officer, "толо said that a well ran dry")
    voices.record_answer(voice=voice, by=officer, state="GIVEN", recipient=entity, with_name=True)
    carried(voice, entity, officer, "Zarina Tolo says that a well ran dry", named=True)


def test_yes_for_anybody_and_a_name_that_nobody_knows_are_refused(
    voice: Voice, entity: Organisation, officer: User
) -> None:
    with pytest.raises(ConsentForAnybody):
        voices.record_answer(voice=voice, by=officer, state="GIVEN")
    nameless = voices.record_voice(state_code="KG", by=officer, heard_date=date(2025, 3, 1), said=SAID)
    with pytest.raises(voices.UnnamedVoice):
        voices.record_answer(voice=nameless, by=officer, state="GIVEN", recipient=entity, with_name=True)


def test_consent_is_written_once(voice: Voice, entity: Organisation, officer: User) -> None:
    consent = voices.record_answer(voice=voice, by=officer, state="REFUSED", recipient=entity)
    consent.state = "GIVEN"
    for act in (consent.save, consent.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert VoiceConsent.objects.get().state == "REFUSED"


def test_conveyance_is_made_in_one_place_from_what_the_rule_let_through() -> None:
    made = [
        path.name
        for path in Path(hirz.__file__).parent.rglob("*.py")
        if "Conveyance(" in path.read_text(encoding="utf-8") and path.name != "models.py"
    ]
    assert made == ["voices.py"]


def test_everything_said_is_sealed_and_no_word_of_it_is_in_the_history(
    voice: Voice, entity: Organisation, officer: User
) -> None:
    voices.record_answer(voice=voice, by=officer, state="GIVEN", recipient=entity, how="Zafiramoon by telephone")
    row = carried(voice, entity, officer, "Zafiramoon ran dry")
    voices.record_return(conveyance=row, answer="Zafiramoon is sent", on_date=date(2025, 4, 1), by=officer)
    with connection.cursor() as cursor:
        for table in ("partners_voice", "partners_voiceconsent", "partners_conveyance", "audit_entry"):
            cursor.execute(f"select string_agg(t::text, ' ') from {table} t")  # noqa: S608
            (text,) = cursor.fetchone() or ("",)
            assert "Zafiramoon" not in text
            assert b"Zafiramoon".hex() not in text


def test_what_came_back_is_recorded_once(voice: Voice, entity: Organisation, officer: User) -> None:
    voices.record_answer(voice=voice, by=officer, state="GIVEN", recipient=entity)
    row = carried(voice, entity, officer)
    voices.record_return(conveyance=row, answer="A pump is sent", on_date=date(2025, 4, 1), by=officer)
    with pytest.raises(SettledAlready):
        voices.record_return(conveyance=row, answer="No pump", on_date=date(2025, 4, 2), by=officer)


def test_erased_voice_opens_for_nobody_and_is_carried_nowhere(
    voice: Voice, entity: Organisation, officer: User
) -> None:
    voices.record_answer(voice=voice, by=officer, state="GIVEN", recipient=entity)
    row = carried(voice, entity, officer)
    with standing(officer):
        voices.erase_voice(voice=Voice.objects.get(), by=officer)
    assert Voice.objects.get().said == UNREADABLE
    assert Conveyance.objects.get(pk=row.pk).text == UNREADABLE
    assert not UnitKey.objects.filter(pk=voice.pk).exists()
    assert Tombstone.objects.filter(pk=voice.pk).exists()
    with pytest.raises(voices.VoiceErased):
        carried(Voice.objects.get(), entity, officer)
    assert Entry.objects.filter(verb="VOICE_ERASED").count() == 1
    assert not Entry.objects.get(verb="VOICE_CONVEYED").detail


def test_nobody_but_the_office_knows_of_a_voice(
    voice: Voice, clerk: User, neighbour: User, minister: User, advocate: User, officer: User
) -> None:
    for user in (clerk, neighbour, minister, advocate):
        assert not Voice.objects.visible_to(user).exists()
        with standing(user):
            assert not Voice.objects.exists()
            assert not UnitKey.objects.filter(pk=voice.pk).exists()
        with pytest.raises(AccessDenied):
            voices.erase_voice(voice=voice, by=user)
    with standing(officer):
        assert Voice.objects.get().said == SAID


def test_voice_that_another_erased_meanwhile_is_carried_to_nobody(
    voice: Voice, entity: Organisation, officer: User
) -> None:
    voices.record_answer(voice=voice, by=officer, state="GIVEN", recipient=entity)
    row = carried(voice, entity, officer)
    as_it_was = Voice.objects.get()
    voices.erase_voice(voice=voice, by=officer)
    for act in (
        lambda: carried(as_it_was, entity, officer),
        lambda: voices.record_answer(voice=as_it_was, by=officer, state="GIVEN", recipient=entity),
        lambda: voices.record_return(conveyance=row, answer="A pump", on_date=date(2025, 4, 1), by=officer),
        lambda: voices.erase_voice(voice=as_it_was, by=officer),
    ):
        with pytest.raises(voices.VoiceErased):
            act()
    assert Conveyance.objects.count() == 1


@pytest.mark.parametrize("hour", ["2026-11-22T20:00:00+00:00", "2026-11-23T05:00:00+00:00"])
def test_yes_ends_with_its_last_day_at_the_office(hour: str, voice: Voice, entity: Organisation, officer: User) -> None:
    """In Bishkek it is the 23rd from 18:00 of the 22nd in UTC."""
    voices.record_answer(
        voice=voice, by=officer, state="GIVEN", recipient=entity, valid_until_date=date(2026, 11, 22),
        answered_at=datetime(2026, 11, 20, tzinfo=UTC),
    )  # fmt: skip
    with time_machine.travel(hour, tick=False), timezone.override("Asia/Bishkek"), pytest.raises(ConsentRanOut):
        carried(voice, entity, officer)
