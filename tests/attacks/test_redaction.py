"""What is held back on the page is held back everywhere: in files that leave, in exports, in searches, in mail."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta

import pypdfium2
import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from docx import Document as read_docx

from hirz.faces.staff.search import look_for
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import standing
from hirz.reprisals.cases.models import Case, CaseGrant
from hirz.reprisals.response.actions import draft_communication, plan_communication, send_communication
from hirz.reprisals.response.export import export_case
from hirz.reprisals.response.models import Communication
from hirz.rules.consent import Purpose
from tests.attacks.filling import answered, every_page
from tests.faces.staff.conftest import Browse
from tests.faces.staff.world import PLANTED, World
from tests.reprisals.story import TELLING, enter_case, enter_victim, give_consent

NAMES = PLANTED[:3]


def grant(case: Case, user: User, by: User) -> None:
    CaseGrant.objects.create(
        case=case, user=user, purpose="advice", granted_by=by, until_date=timezone.localdate() + timedelta(days=3)
    )


def test_same_redaction_on_every_page_and_file_and_in_every_search(
    world: World, outsider: User, desk: User, browse: Browse
) -> None:
    """To whom the case was opened without its people, no page, file, list or search tells a name of theirs."""
    grant(world.case, outsider, desk)
    browser = browse(outsider)
    pages = [page for page in every_page(world, browser) if page.status == 200]
    assert any(world.case.reference.encode() in page.content for page in pages), "the case was not opened"
    assert [page.where for page in pages if any(name.encode() in page.content for name in NAMES)] == []
    with standing(outsider):
        assert [name for name in NAMES if look_for(name, outsider)] == []
    for name in NAMES:
        found = answered("", browser.post(reverse("people:list"), {"name": name})).content
        assert str(world.person.pk).encode() not in found
    assert mail.outbox == []


@pytest.fixture
def agreed_case(office: Office, desk: User, verifier: User) -> Case:
    victim = enter_victim(office, desk)
    give_consent(victim, desk)
    return enter_case(office, desk, verifier, [victim])


def test_same_redaction_in_the_letter_as_text_as_docx_as_pdf_and_in_the_export(
    agreed_case: Case, lead: User, desk: User, browse: Browse
) -> None:
    """A letter that does not name: no form of it tells a part of the name, nor does the package of the case."""
    letter = plan_communication(
        case=agreed_case, kind="allegation_letter", sender="special_procedures", language="en", named=False, by=desk
    )
    draft_communication(letter=letter, by=desk)
    send_communication(letter=letter, by=desk)
    told = dict(told_of(letter, agreed_case, desk, lead, browse))
    assert len(told) == 4
    assert all(len(text) > 200 for text in told.values())
    assert {form: part for form, text in told.items() for part in TELLING if part in text.lower()} == {}
    assert mail.outbox == []


def told_of(letter: Communication, case: Case, desk: User, lead: User, browse: Browse) -> Iterator[tuple[str, str]]:
    browser = browse(desk)
    yield "text", Communication.objects.get(pk=letter.pk).body
    for form in ("docx", "pdf"):
        answer = browser.get(reverse("response:download", args=[letter.pk, form]))
        yield form, READ[form](b"".join(answer) if answer.streaming else answer.content)
    cleared = export_case(
        case=case, purpose=Purpose.SHARE_MECHANISM, recipient="special_procedures", named=False, by=lead
    )
    yield "export", cleared.content.plain_text()


def _docx(content: bytes) -> str:
    document = read_docx(io.BytesIO(content))
    properties = document.core_properties
    return "\n".join([*(p.text for p in document.paragraphs), properties.author or "", properties.title or ""])


def _pdf(content: bytes) -> str:
    pdf = pypdfium2.PdfDocument(content)
    try:
        return "\n".join([*(page.get_textpage().get_text_range() for page in pdf), str(pdf.get_metadata_dict())])
    finally:
        pdf.close()


READ = {"docx": _docx, "pdf": _pdf}
