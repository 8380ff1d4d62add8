from __future__ import annotations

from django.http import Http404, HttpResponse

from hirz.foundation.accounts.doors import StaffRequest, requires
from hirz.reprisals.response.permissions import ResponsePermission


@requires(ResponsePermission.RESPONSE_PLAN)
def assess(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ResponsePermission.RESPONSE_PLAN)
def cancel(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ResponsePermission.RESPONSE_PLAN)
def download(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ResponsePermission.RESPONSE_PLAN)
def draft(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ResponsePermission.RESPONSE_PLAN)
def letter(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ResponsePermission.RESPONSE_PLAN)
def letters(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ResponsePermission.RESPONSE_PLAN)
def no_reply(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ResponsePermission.RESPONSE_PLAN)
def plan(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ResponsePermission.RESPONSE_PLAN)
def plan_step(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ResponsePermission.RESPONSE_PLAN)
def reply(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ResponsePermission.RESPONSE_PLAN)
def resume(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ResponsePermission.RESPONSE_PLAN)
def send(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ResponsePermission.RESPONSE_PLAN)
def step_done(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404
