"""A file that came with the import form: read, kept in the page between the two steps, and nowhere else."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import StaffRequest
from hirz.foundation.blobs.arrivals import arrived_files
from hirz.foundation.questions import state_name
from hirz.regional.mechanisms.importing import Change, Plan, Planned, day_of_name, plan_import
from hirz.regional.mechanisms.shapes import MAX_BYTES, SaidEvent, SaidNothing
from hirz.regional.mechanisms.web.forms import ImportForm
from hirz.regional.mechanisms.wording import words_for_problem

SHOWN: Final = 200
"""How many changes and problems a page lists; the counts are of all."""


def taken_in(request: StaffRequest, form: ImportForm) -> tuple[Plan | None, ImportForm]:
    """The plan of what came, and the form that carries it on to the second step."""
    data, as_of = form.cleaned_data["content"].encode(), form.cleaned_data["as_of"]
    for file in arrived_files(request, "file"):
        if file.refusal is not None:
            form.add_error("file", _("The file is empty or too large to be one of these tables."))
            return None, form
        with file.open_reader() as stream:
            data = stream.read(MAX_BYTES + 1)
        as_of = as_of or day_of_name(file.declared_name)
    if not data:
        form.add_error("file", _("Choose a file first."))
        return None, form
    plan = plan_import(data, as_of=as_of, by=request.user)
    if plan.problems:
        return plan, form
    return plan, _carrying(data.decode("utf-8-sig", errors="replace"), as_of.isoformat() if as_of else "")


def _carrying(content: str, as_of: str) -> ImportForm:
    form = ImportForm({"content": content, "as_of": as_of})
    form.full_clean()
    return form


def preview_of(plan: Plan | None) -> dict[str, Any]:
    """What the page lists of a plan."""
    if plan is None:
        return {"plan": None}
    to_list = len(plan.problems or plan.changes)
    return {
        "plan": plan,
        "created": plan.count(Change.CREATED),
        "updated": plan.count(Change.UPDATED),
        "unchanged": plan.count(Change.UNCHANGED),
        "problems": [(problem.row, words_for_problem(problem.code)) for problem in plan.problems[:SHOWN]],
        "changes": [_described(one) for one in plan.changes[:SHOWN]],
        "listed": min(SHOWN, to_list),
        "to_list": to_list,
    }


def _described(one: Planned) -> dict[str, Any]:
    said = one.said
    vocabulary = "mechanism_event" if isinstance(said, SaidEvent) else "treaty_action"
    return {
        "row": said.row,
        "state": state_name(said.state_code),
        "vocabulary": vocabulary,
        "kind": "" if isinstance(said, SaidNothing) else said.kind.value,
        "treaty": said.treaty,
        "day": said.on_date,
        "before": one.row.on_date if one.row else None,
        "is_new": one.change is Change.CREATED,
    }
