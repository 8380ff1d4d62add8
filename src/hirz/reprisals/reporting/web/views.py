from __future__ import annotations

from django.http import Http404, HttpResponse

from hirz.foundation.accounts.doors import StaffRequest, requires
from hirz.reprisals.reporting.permissions import ReportPermission


@requires(ReportPermission.REPORT_VIEW)
def clear(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ReportPermission.REPORT_VIEW)
def comment(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ReportPermission.REPORT_VIEW)
def decide(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ReportPermission.REPORT_VIEW)
def download(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ReportPermission.REPORT_VIEW)
def draft(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ReportPermission.REPORT_VIEW)
def edition(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ReportPermission.REPORT_VIEW)
def editions(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ReportPermission.REPORT_VIEW)
def entry(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ReportPermission.REPORT_VIEW)
def publish(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404


@requires(ReportPermission.REPORT_VIEW)
def return_to_draft(request: StaffRequest, **kwargs: object) -> HttpResponse:
    raise Http404
