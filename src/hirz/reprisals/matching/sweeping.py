"""All files compared with each other, once a night, in the memory of the worker.

Names are opened in this process and written nowhere: what is kept of two files that look alike are their ids, a
number, and the codes of what was compared. What people decided is given to the comparison, and stands. Until the end,
numbers of files and how alike they are lie in a folder, so that a comparison that was broken off goes on.
"""

from __future__ import annotations

import hmac
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hirz.engines import linkage
from hirz.engines.linkage.checkpoints import Folder, work_of
from hirz.foundation.keys.rings import INDEX, secret
from hirz.reprisals.matching.models import PairDecision, Proposal, Sweep, Verdict
from hirz.reprisals.matching.traits import Trait, traits_of
from hirz.reprisals.people.answers import files_of
from hirz.reprisals.people.models import Merge, Person
from hirz.rules.dates import EdtfDate

AT_LEAST: Final = 0.1
"""Pairs less alike are not kept. Which of those kept are listed, decisions say (``hirz.rules.review_line``)."""
REST: Final = timedelta(hours=12)
_AT_ONCE: Final = 1_000
_WHOLE: Final = 1_000
Pair = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class _File:
    """What a decision was taken on: a later name, or something entered later, is a reason to ask again."""

    names: frozenset[UUID]
    latest: datetime | None


def is_due(now: datetime) -> bool:
    """One that was broken off is taken up again within the hour."""
    return not Sweep.objects.filter(finished_at__gt=now - REST).exists()


def sweep() -> int:
    """Compare every file with every other; returns how many pairs wait. Nothing on the list changes before the end.

    For the worker, which sees all offices: whoever sees both files of a pair is shown it, and nobody else.
    """
    run = Sweep.objects.create()
    files: dict[UUID, _File] = {}
    records = list(_opened(files, _Progress(run)))
    said, store = _Said.now(), _store(records)
    told = said.for_linkage(files)
    found = linkage.link(records, decisions=told, review=AT_LEAST, progress=_Progress(run), store=store)
    with transaction.atomic():
        _list_anew(found.links, files)
        run.stage, run.permille, run.finished_at = "finished", _WHOLE, timezone.now()
        run.save()
    store.wipe()
    return Proposal.objects.count()


def _store(records: Sequence[linkage.Record]) -> Folder:
    """Numbers and weights of what is compared so far. What was begun with other files is of no use any more.

    The mark that tells so is keyed: who takes the disk cannot try names against it."""
    work = work_of(records, linkage.read_model("default"), learn=False)
    mark, path = hmac.digest(secret(INDEX).secret, work.encode(), "sha256").hex(), settings.HIRZ_COMPARISON_DIR
    try:
        return Folder(path, mark)
    except linkage.CheckpointMismatch:
        shutil.rmtree(path)
        return Folder(path, mark)


class _Progress:
    """Written when a hundredth more is done, and never with a number of files."""

    def __init__(self, run: Sweep) -> None:
        self._run = run

    def __call__(self, stage: str, done: int, of: int) -> None:
        permille = done * _WHOLE // max(of, 1)
        if stage != self._run.stage or permille >= self._run.permille + 10:
            self._run.stage, self._run.permille = stage[:16], permille
            self._run.save(update_fields=["stage", "permille"])


def _opened(files: dict[UUID, _File], progress: _Progress) -> Iterator[linkage.Record]:
    """Each file as the comparison wants it; what decisions are held against is noted in ``files`` on the way."""
    wanted = Person.objects.filter(erased_at__isnull=True).order_by("pk")
    total, done = wanted.count(), 0
    for people in _in_batches(wanted.prefetch_related("names").iterator(_AT_ONCE)):
        traits = traits_of(people, None)
        for person in people:
            names = list(person.names.all())
            latest = max((trait.entered_at for trait in traits[person.pk]), default=None)
            files[person.pk] = _File(frozenset(name.pk for name in names), latest)
            if names:
                yield _record(person, [name.text for name in names], traits[person.pk])
        done += len(people)
        progress("opening", done, total)


def _in_batches(people: Iterable[Person]) -> Iterator[list[Person]]:
    batch: list[Person] = []
    for person in people:
        batch.append(person)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    yield batch


def _record(person: Person, names: Sequence[str], traits: Sequence[Trait]) -> linkage.Record:
    """The earliest event speaks for the person: what began the cooperation is what several sources tell of."""
    event = next((trait for trait in traits if trait.body), next(iter(traits), None))
    return linkage.Record(
        id=str(person.pk),
        names=tuple(names),
        birth=_day(person.born),
        gender="" if person.gender == "unknown" else str(person.gender),
        place=next((trait.place for trait in traits if trait.place), ""),
        country=event.country if event else "",
        event=_day(event.date) if event else "",
        body=event.body if event else "",
    )


def _day(edtf: str) -> str:
    """As precise as it is known: a year, a month or a day; a span or an open date says too little to compare."""
    if not edtf:
        return ""
    read = EdtfDate.parse(edtf)
    whole = {"YEAR": 4, "MONTH": 7, "DAY": 10}.get(read.precision.name, 0)
    return read.earliest.isoformat()[:whole]


@dataclass(frozen=True, slots=True)
class _Said:
    """What people said so far: of each pair the decision that stands, and which files are held to be one person's."""

    decided: Mapping[Pair, PairDecision]
    merged: frozenset[Pair]
    together: Mapping[UUID, frozenset[UUID]]

    @classmethod
    def now(cls) -> _Said:
        merged = frozenset(Merge.objects.in_force().values_list("first_id", "second_id"))
        decided = {(d.first_id, d.second_id): d for d in PairDecision.objects.standing()}
        return cls(decided, merged, files_of({file for pair in merged for file in pair}))

    def are_one(self, pair: Pair) -> bool:
        return pair[1] in self.together.get(pair[0], ())

    def for_linkage(self, files: Mapping[UUID, _File]) -> Iterator[linkage.Decision]:
        """A "two people" within files that are held to be one goes to people, not to the comparison."""
        different = {p for p, d in self.decided.items() if d.verdict == Verdict.DIFFERENT and not self.are_one(p)}
        told = ((linkage.Verdict.SAME, self.merged), (linkage.Verdict.DIFFERENT, different))
        for verdict, pairs in told:
            for one, other in sorted(pairs):
                if one in files and other in files:
                    yield linkage.Decision(str(one), str(other), verdict)

    def leaves_open(self, pair: Pair, files: Mapping[UUID, _File]) -> bool:
        """Whether nobody has decided it yet, or something has been entered since."""
        decision = self.decided.get(pair)
        return not self.are_one(pair) and (decision is None or _is_new(decision, files[pair[0]], files[pair[1]]))


def _pair(link: linkage.Link) -> Pair:
    one, other = sorted((UUID(link.a), UUID(link.b)))
    return one, other


def _is_new(decision: PairDecision, *of_both: _File) -> bool:
    seen = frozenset(decision.names)
    return any(
        not file.names <= seen or (file.latest is not None and file.latest > decision.decided_at) for file in of_both
    )


def _list_anew(links: Iterable[linkage.Link], files: Mapping[UUID, _File]) -> None:
    """What this comparison found replaces what the last one found; what people put on the list stays.

    Comparing takes hours: what was decided meanwhile stands, and whoever was erased meanwhile is on no list.
    """
    said = _Said.now()
    erased = frozenset(Person.objects.filter(erased_at__isnull=False).values_list("pk", flat=True))
    open_ = [link for link in links if said.leaves_open(_pair(link), files) and erased.isdisjoint(_pair(link))]
    Proposal.objects.filter(why__in=[Proposal.Why.FOUND, Proposal.Why.AGAIN]).delete()
    kept = set(Proposal.objects.values_list("first_id", "second_id"))
    Proposal.objects.bulk_create(
        (_proposal(link, again=_pair(link) in said.decided) for link in open_ if _pair(link) not in kept),
        batch_size=1_000,
    )


def _proposal(link: linkage.Link, *, again: bool) -> Proposal:
    first, second = _pair(link)
    steps = [{"comparison": s.comparison, "level": s.level, "bits": round(s.bits, 2)} for s in link.steps]
    why = Proposal.Why.AGAIN if again else Proposal.Why.FOUND
    return Proposal(
        first_id=first, second_id=second, why=why, likeness=link.probability, name_score=link.name_score, steps=steps
    )
