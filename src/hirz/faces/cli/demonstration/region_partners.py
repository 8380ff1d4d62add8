"""The office and its partners in the invented State: a meeting, who does what where, an answer, and a voice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from django.utils import timezone

from hirz.faces.cli.demonstration.time_travel import at
from hirz.foundation.accounts.models import User
from hirz.regional.organisations.actions import Described, add_organisation
from hirz.regional.organisations.models import Organisation
from hirz.regional.partners.actions import coordination, expertise, meetings, voices
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.conveying import VoiceAnswerState
from hirz.rules.layers import Layer

SCHOOLS: Final = Described(
    names={
        "en": "United Nations Schools Programme",
        "ar": "برنامج الأمم المتحدة للمدارس",
        "ru": "Школьная программа Организации Объединенных Наций",
    },
    kind="un_entity", acronym="UNSCP",
)  # fmt: skip
"""No such entity exists."""


def build(organisations: dict[str, Organisation], recommendation: Recommendation, officer: User) -> None:
    ombudsman = organisations["ombudsman"]
    today = timezone.localdate()
    with at(datetime(2024, 9, 30, 8, tzinfo=UTC)):
        entity = add_organisation(state_code=ombudsman.state_code, described=SCHOOLS, by=officer)
        _coordinated(entity, recommendation, officer)
    with at(datetime(2025, 5, 12, 8, tzinfo=UTC)):
        _asked_and_answered(ombudsman, officer)
    with at(datetime(2025, 9, 22, 8, tzinfo=UTC)):
        _heard_and_carried(ombudsman, officer)
    with at(timezone.now() - timedelta(days=10)):
        _met(entity, organisations["lanterns"], officer, today)


def _coordinated(entity: Organisation, recommendation: Recommendation, officer: User) -> None:
    """An outcome of the framework that answers the recommendation, and what the entity does towards it."""
    state = entity.state_code
    framework = coordination.record_framework(
        state_code=state, by=officer, title="Cooperation framework 2024–2028", from_year=2024, until_year=2028,
        source="Signed on 12 March 2024",
    )  # fmt: skip
    outcome = coordination.add_result(
        framework=framework, by=officer, number="1", sdg_targets=["target_4_1"],
        text="Every child finishes school in a language that it understands.",
    )  # fmt: skip
    coordination.map_result(result=outcome, recommendations=[recommendation], by=officer)
    coordination.record_activity(
        state_code=state, layer=Layer.PUBLIC, by=officer, recommendations=[recommendation], entity=entity,
        title="Lorries with school books for the valleys", area="Southern valleys", town="Karaveh",
        from_date=date(2024, 10, 1), until_date=date(2027, 6, 30), themes=["education"], result=outcome,
    )  # fmt: skip


def _asked_and_answered(ombudsman: Organisation, officer: User) -> None:
    request = expertise.record_request(
        state_code=ombudsman.state_code, owner=officer, by=officer, asked_by=ombudsman,
        subject="Languages in which complaints are taken",
        question="Does a law have to name the languages in which the institution takes complaints?",
        asked_date=date(2025, 4, 28), due_date=date(2025, 5, 19),
    )  # fmt: skip
    expertise.answer_request(
        request=request, on_date=date(2025, 5, 12), by=officer,
        answer="It need not. What counts is that everybody can complain in a language that they speak; a rule of the "
        "institution itself does that, and can be changed as people move.",
    )  # fmt: skip


def _heard_and_carried(ombudsman: Organisation, officer: User) -> None:
    """A mother who wants the Ombudsman to know of the school, and does not want her name to go with it."""
    voice = voices.record_voice(
        state_code=ombudsman.state_code, by=officer, heard_date=date(2025, 9, 18),
        said="In our school forty children share three books. I asked the head, and he told me to be quiet.",
        circumstances="Came up to us after the visit of the school.", speaker="Zamira Toleva\nЗамира Толева",
    )  # fmt: skip
    voices.record_answer(
        voice=voice, by=officer, state=VoiceAnswerState.GIVEN, recipient=ombudsman, how="In person, in her language."
    )
    words = "A mother in the south says that forty children of one school share three books."
    carried = voices.convey_voice(voice=voice, recipient=ombudsman, text=words, with_name=False, by=officer)
    back = "Somebody of the institution will visit the school, announced as a visit of all schools there."
    voices.record_return(conveyance=carried, answer=back, on_date=date(2025, 9, 22), by=officer)


def _met(entity: Organisation, network: Organisation, officer: User, today: date) -> None:
    day = timezone.localdate()
    meeting = meetings.record_meeting(
        organisations=[entity, network], state_code=entity.state_code, layer=Layer.PARTNERS, by=officer, on_date=day,
        subject="School books in the south", place="Serrovane", agenda="Who visits which schools before the winter.",
        participants="Two of each side", decisions="The list of schools is shared and kept in one place.",
    )  # fmt: skip
    meetings.record_promise(
        state_code=entity.state_code, layer=Layer.PARTNERS, by=officer, meeting=meeting, promised_by=entity,
        promised_to=network, text="To send the list of schools that have no books in the second language.",
        made_date=day, due_date=today + timedelta(weeks=2),
    )  # fmt: skip
