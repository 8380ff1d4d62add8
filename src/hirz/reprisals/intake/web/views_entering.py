"""A field officer enters what somebody told: one page of questions, and then the receipt, shown once."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from hirz.foundation.accounts.doors import StaffRequest, refusals_shown_in, requires
from hirz.foundation.blobs.arrivals import ArrivedFile as Upload
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.intake.arrival import Arrived, new_token
from hirz.reprisals.intake.models import ArrivedFile, Submission
from hirz.reprisals.intake.permissions import IntakePermission
from hirz.reprisals.intake.receipts import fingerprint
from hirz.reprisals.intake.web.entering import EnteringForm, NotTaken, entered_before, keep_files
from hirz.reprisals.intake.web.entering import enter as receive

TOKEN_LENGTH: Final = len(new_token())


@requires(IntakePermission.SUBMISSION_IMPORT)
def enter(request: StaffRequest) -> HttpResponse:
    if request.method != "POST":
        return _ask(request, EnteringForm(initial={"token": new_token(), "language": request.user.language}), [])
    token = _token(request.POST)
    earlier = entered_before(token)
    if earlier is not None:
        return _receipt(request, earlier)
    not_taken = keep_files(_uploads(request), token=token, language=request.user.language)
    written = request.POST.copy()
    written["token"] = token
    form = EnteringForm(written, request.FILES)
    if form.is_valid() and not not_taken:
        with refusals_shown_in(form):
            return _receipt(request, receive(form, by=request.user))
    return _ask(request, form, not_taken)


def _token(posted: QueryDict) -> str:
    """The receipt is as strong as the token it is made from: one that is not ours is replaced."""
    token = posted.get("token", "")
    return token if isinstance(token, str) and len(token) == TOKEN_LENGTH else new_token()


def _uploads(request: StaffRequest) -> list[Upload]:
    return [upload for upload in request.FILES.getlist("attachments") if isinstance(upload, Upload)]


def _ask(request: StaffRequest, form: EnteringForm, not_taken: list[NotTaken]) -> HttpResponse:
    with beyond_the_wall():  # a draft lies in no office yet
        kept = list(ArrivedFile.objects.filter(draft__token_sha256=fingerprint(str(form["token"].value()))))
    return render(request, "intake/enter.html", {"form": form, "not_taken": not_taken, "kept": kept})


def _receipt(request: StaffRequest, arrived: Arrived) -> HttpResponse:
    """Shown in the answer itself and kept nowhere: whoever leaves the page cannot come back to it."""
    visible = Submission.objects.visible_to(request.user).filter(pk=arrived.submission.pk).exists()
    return render(
        request, "intake/receipt.html",
        {"submission": arrived.submission, "receipt": arrived.receipt.grouped(), "visible": visible},
    )  # fmt: skip
