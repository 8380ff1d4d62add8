"""On the page of a person: which other files are held to be theirs, and what was decided about pairs."""

from __future__ import annotations

from django.db.models import Q

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.models import User
from hirz.reprisals.matching.models import PairDecision, Proposal
from hirz.reprisals.matching.permissions import MatchingPermission
from hirz.reprisals.matching.web.together import differing, together_with
from hirz.reprisals.people.models import Merge, Person
from hirz.reprisals.people.permissions import PeoplePermission
from hirz.reprisals.people.web.panels import Panel, adds
from hirz.reprisals.people.web.spellings import name_for_page


@adds
def files_of_the_person(person: Person, user: User) -> Panel | None:
    """Nothing where there is nothing that the reader may see."""
    either = Q(first=person) | Q(second=person)
    merges = Merge.objects.visible_to(user).filter(either).select_related("made_by", "undone_by", "first", "second")
    decided = PairDecision.objects.visible_to(user).filter(either).exclude(verdict="SAME")
    decisions = list(decided.select_related("decided_by", "first", "second"))
    waiting = list(Proposal.objects.visible_to(user).filter(either))
    held = list(merges)
    if not (held or decisions or waiting):
        return None
    files = together_with(person, user)
    return Panel(
        "matching/panel.html",
        {
            "person": person,
            "others": [(file, name_for_page(file)) for file in files[1:]],
            "merges": held,
            "decisions": [(d, d.second_id if d.first_id == person.pk else d.first_id) for d in decisions],
            "waiting": [p.second_id if p.first_id == person.pk else p.first_id for p in waiting],
            "may_match": has_permission(user, MatchingPermission.PEOPLE_MATCH, person.office_id),
            "may_settle": len(files) > 1
            and bool(differing(files))
            and has_permission(user, PeoplePermission.CONSENT_RECORD, person.office_id),
            "may_erase": has_permission(user, PeoplePermission.PERSON_ERASE, person.office_id),
        },
    )
