"""Pages of which htmx may ask a part: the same address, the same truth."""

from __future__ import annotations

from django_htmx.middleware import HtmxDetails

from hirz.foundation.accounts.doors import StaffRequest


class HtmxStaffRequest(StaffRequest):
    htmx: HtmxDetails
