"""Prints how well and how fast duplicates are found, each finding beside its target.

    python -m benchmarks.linkage [--persons persons_dev_40k.csv.gz] [--records 100000] [--with-plain-splink]

``--persons`` is a file whose truth is known (id,name,birth,gender,place,event,person): it is linked with the weights
set by hand, and with weights counted in one half of its people. ``--records`` makes as many synthetic reports (0: none)
and links them with both models of the package. ``--with-plain-splink`` links all of them once more with what Splink
alone makes of transliterated names (extra `benchmarks`). Time is that of the processor, which others on the machine
lengthen least, and by the clock; memory is the most this process ever held.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from scripts.train_linkage import counted, read

from benchmarks.linkage.measures import agreement
from benchmarks.linkage.persons import rows as synthetic
from benchmarks.linkage.plain import clusters_of_plain_splink
from benchmarks.measuring import Result, report, wanting
from hirz.engines.linkage import Model, Record, link, read_model

TARGETS = {
    100_000: {"default": 0.90, "synthetic": 0.94, "seconds": 30, "gigabytes": 1.5},
    1_000_000: {"default": 0.0, "synthetic": 0.90, "seconds": 600, "gigabytes": 6.0},
}
CLUSTERS_OF_A_MILLION = 0.88
MODELS = ("default", "synthetic")
FACTS = ("birth", "gender", "place", "event")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=Path)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--with-plain-splink", action="store_true")
    given = parser.parse_args()
    failed = [report(*_of_file(given.persons, given.with_plain_splink))] if given.persons else []
    if given.records:
        records, truth = _synthetic(given.records, given.seed)
        failed += [report(*_of_synthetic(records, truth, read_model(name))) for name in MODELS]
        if given.with_plain_splink:
            failed.append(report(_plain(f"{given.records:,} synthetic records", records, truth)))
    return int(any(failed))


def _of_file(path: Path, with_plain_splink: bool) -> Iterator[Result]:
    """Weights counted in half of the people are used on all: half of the pairs had no say in them."""
    records, person = read(path)
    truth = {record.id: str(number) for record, number in zip(records, person, strict=True)}
    models = {"weights set by hand": read_model("default")}
    for half in (0, 1):
        places = [place for place, number in enumerate(person) if number % 2 == half]
        models[f"weights counted in half {half}"] = counted([records[place] for place in places], person[places])
    for name, model in models.items():
        yield _found(f"{path.name}, {name}", records, truth, model, 0.9)[0]
    if with_plain_splink:
        yield _plain(path.name, records, truth)


def _synthetic(number: int, seed: int) -> tuple[list[Record], dict[str, str]]:
    """Reports, and of which person each is."""
    people = synthetic(number, seed)
    records = [Record(row["id"], (row["name"],), **{fact: row[fact] for fact in FACTS}) for row in people]
    return records, {row["id"]: row["person"] for row in people}


def _of_synthetic(records: Sequence[Record], truth: Mapping[str, str], model: Model) -> list[Result]:
    target = TARGETS.get(len(records), {})
    name = f"{len(records):,} synthetic records, model {model.name}"
    results = _found(name, records, truth, model, target.get(model.name, 0.0), learn=model.name == "synthetic")
    seconds, gigabytes = target.get("seconds", 0), target.get("gigabytes", 0)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    if seconds:
        spent = float(results[-1].measured.split()[0])
        results[-1] = Result(results[-1].name, results[-1].measured, f"at most {seconds} s", spent <= seconds)
        results.append(Result("memory so far", f"{used:.2f} GB", f"at most {gigabytes} GB", used <= gigabytes))
    return results


def _found(
    name: str, records: Sequence[Record], truth: Mapping[str, str], model: Model, target: float, *, learn: bool = False
) -> list[Result]:
    start, begun = time.process_time(), time.perf_counter()
    clusters = link(records, model=model, learn=learn).clusters
    seconds, clock = time.process_time() - start, time.perf_counter() - begun
    right = agreement(clusters, truth)
    whole = CLUSTERS_OF_A_MILLION if len(records) >= 1_000_000 else 0.0
    told = f"{right.f1:.3f} (precision {right.precision:.3f}, recall {right.recall:.3f})"
    return [
        Result(f"{name}: F1 of pairs", told, f"at least {target}", right.f1 >= target),
        Result(f"{name}: F1 of clusters", f"{right.cluster_f1:.3f}", f"at least {whole}", right.cluster_f1 >= whole),
        Result(f"{name}: time", f"{seconds:.1f} s, by the clock {clock:.1f} s", "none set", True),
    ]


def _plain(name: str, records: Sequence[Record], truth: Mapping[str, str]) -> Result:
    name, start = f"{name}, plain Splink over transliterated names: F1 of pairs", time.process_time()
    try:
        right = agreement(clusters_of_plain_splink(records), truth)
    except ModuleNotFoundError as error:
        return Result(name, wanting(error), "for comparison", True)
    told = f"{right.f1:.3f} in {time.process_time() - start:.1f} s, F1 of clusters {right.cluster_f1:.3f}"
    return Result(name, told, "for comparison", True)


if __name__ == "__main__":
    sys.exit(main())
