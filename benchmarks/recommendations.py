"""Importing recommendations, making vectors, and the pages over 41,000. Run: ``python -m benchmarks.recommendations``.

On the embedded server, behind the wall, as a member of the staff. The table of 1,273 is the one beside a working
checkout (``shared/data``); the 41,000 are its sentences put together anew, addressed to 193 States in four cycles.
"""

from __future__ import annotations

import csv
import io
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Final, TypeVar

from benchmarks.measuring import Result, report
from benchmarks.staff_pages import prepare

# As the server does: one question is answered sooner by one thread. Read when NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

if TYPE_CHECKING:
    from django.test import Client

    from hirz.foundation.accounts.models import User

T = TypeVar("T")
REFERENCE: Final = Path(__file__).parents[1].parent / "shared/data/upr_central_asia_2008_2014.csv"
ALL: Final = 41_000
PASSAGES: Final = 50_000
ROUNDS: Final = 40
WARM: Final = 3
QUESTIONS: Final = (
    "ratify the optional protocol on torture", "ликвидировать насилие в семье", "حرية التعبير والصحافة",
    "indépendance du pouvoir judiciaire", "acceso a la educación de las niñas", "死刑", "балдардын эмгеги",
    "сот тәуелсіздігі", "ayollar huquqlari", "озодии дин", "saglyk goraýyş",
)  # fmt: skip
PAGES: Final = {
    "first page": "", "a State": "?state=KZ", "a mechanism and a cycle": "?mechanism=upr&cycle=cycle_2",
    "a theme": "?theme=education", "a position": "?position=noted", "a rare word": "?words=cotton",
    "a word in most texts": "?words=the", "two common words": "?words=human+right", "a word nowhere": "?words=qqqqqq",
    "a common word of one State": "?words=the&state=KZ",
}  # fmt: skip


def staff() -> User:
    from hirz.foundation.accounts.models import RoleAssignment, User
    from hirz.foundation.offices.models import Office

    office = Office.objects.filter(kind=Office.Kind.HEADQUARTERS).first() or Office.objects.first()
    assert office is not None  # noqa: S101 - offices were loaded
    user = User.objects.create_user(email="reader@hirz.example", display_name="Reader", office=office)
    RoleAssignment.objects.create(user=user, office=office, role="regional_officer")
    return user


def many(rows: Sequence[dict[str, str]]) -> bytes:
    """Our own table with as many rows as are wanted: halves of two sentences each, so that no two are the same."""
    from hirz.foundation.vocabularies.registry import states

    codes = sorted({state.alpha_2 for state in states(include_demonstration=False)})
    draw = random.Random(41_000)  # noqa: S311 - nothing secret
    texts = [row["text"].split() for row in rows]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["state", "mechanism", "symbol", "paragraph", "session", "text", "position", "themes", "source"])
    for number, state in zip(range(ALL), cycle(codes)):
        one, other = draw.choice(texts), draw.choice(texts)
        text = " ".join([*one[: len(one) // 2 + 1], *other[len(other) // 2 :]])
        session = (number // len(codes)) % 4 * 12 + 3
        position = draw.choice(["supported", "noted"])
        theme = draw.choice(["Right to education", "Right to health", "Migrants"])
        writer.writerow(
            [state, "UPR", f"A/HRC/{session}/{state}", f"{number}.1", session, text, position, theme, "Benchmark"]
        )
    return out.getvalue().encode()


def importing(path: Path, rows: Sequence[dict[str, str]], by: User) -> Iterator[Result]:
    from hirz.foundation.audit.history import SYSTEM
    from hirz.regional.mechanisms.importing import Change
    from hirz.regional.recommendations.importing import import_recommendations
    from hirz.regional.recommendations.undoing import undo_import

    data = path.read_bytes()
    for name, target, expected in (("first", 10, len(rows)), ("again", 5, 0)):
        seconds, plan = _timed(lambda: import_recommendations(data=data, by=SYSTEM))
        changed = plan.count(Change.CREATED) + plan.count(Change.UPDATED)
        told = f"{seconds:.1f} s, {changed} changes"
        yield Result(
            f"import of {plan.read:,}, {name}", told, f"< {target} s", seconds < target and changed == expected
        )
    large = many(rows)
    seen: list[float] = []
    seconds, plan = _timed(lambda: import_recommendations(data=large, by=SYSTEM, each=_noting(seen)))
    told = f"{seconds:.0f} s; told of {len(seen):,} on the way"
    yield Result(f"import of {plan.read:,} with progress", told, "< 180 s", seconds < 180 and len(seen) == plan.read)
    from hirz.regional.recommendations.models import ImportedFile

    first = ImportedFile.objects.order_by("imported_at")[0]
    seconds, done = _timed(lambda: undo_import(file=first, by=by))
    yield Result(f"the import of {done.removed_count:,} taken back", f"{seconds:.1f} s", "< 30 s", seconds < 30)
    import_recommendations(data=data, by=SYSTEM)


def meaning() -> Iterator[Result]:
    from hirz.regional.recommendations.encoding import encode_waiting, waiting, warm_up
    from hirz.regional.recommendations.suggesting import suggest

    before = _megabytes()
    seconds, _ = _timed(warm_up)
    yield Result("the encoder in memory", f"{_megabytes() - before:.0f} MB, ready in {seconds:.1f} s", "measured", True)
    number = waiting().count()
    seconds, _ = _timed(lambda: sum(1 for _ in encode_waiting()))
    rate = number / seconds
    yield Result(
        "vectors made and kept, with their index", f"{number:,} in {seconds:.0f} s ({rate:.0f}/s)", "measured", True
    )
    seconds, _ = _timed(lambda: suggest("KZ"))
    yield Result("lineage and groups of one State suggested", f"{seconds:.1f} s", "< 60 s", seconds < 60)
    yield from _searching(number)


def _searching(held: int) -> Iterator[Result]:
    """Beside the texts, vectors of nothing, so that there are 50,000."""
    from django.db import connection

    from hirz.foundation.accounts.models import User
    from hirz.foundation.walls.standing import standing
    from hirz.regional.recommendations.searching import nearest

    with connection.cursor() as cursor:
        cursor.execute(_MORE, [PASSAGES - held])
        cursor.execute("analyze")
    reader = User.objects.get(email="reader@hirz.example")
    with standing(reader):
        for question in QUESTIONS:
            nearest(question)
        taken = [_timed(partial(nearest, question))[0] for question in islice(cycle(QUESTIONS), 10 * len(QUESTIONS))]
    p95 = _p95(taken) * 1000
    told = f"{p95:.0f} ms"
    yield Result(f"a question by meaning over {PASSAGES:,} passages, p95, encoding included", told, "< 50 ms", p95 < 50)


_MORE: Final = """
    with chosen as (
        select t.id, t.recommendation_id, t.text, v.vector, v.encoder from recommendations_recommendationtext t
        join recommendations_textvector v on v.text_id = t.id where t.language = 'en' limit %s
    ), added as (
        insert into recommendations_recommendationtext (id, recommendation_id, language, text, is_original)
        select gen_random_uuid(), recommendation_id, 'fr', reverse(text), false from chosen
        returning id, recommendation_id, text
    )
    insert into recommendations_textvector (text_id, state_code, encoder, text_hash, vector, encoded_at)
    select added.id, 'XX', chosen.encoder, encode(sha256(convert_to(added.text, 'UTF8')), 'hex'),
        l2_normalize(chosen.vector + l2_normalize((
            select array_agg(random() - 0.5) from generate_series(1, 512) where chosen.id is not null)::halfvec(512)))
        , now()
    from added join chosen using (recommendation_id)
"""


def pages(reader: User) -> Iterator[Result]:
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(reader)
    asked = {name: f"/recommendations/{query}" for name, query in PAGES.items()}
    asked |= {f"meaning: {question}": f"/recommendations/?meaning={question}" for question in QUESTIONS[:3]}
    asked |= {"lineage": "/recommendations/lineage/?state=KZ", "groups": "/recommendations/groups/?state=KZ"}
    for name, address in asked.items():
        taken = [_timed(partial(_page, client, address))[0] for _ in range(WARM + ROUNDS)][WARM:]
        p95 = _p95(taken) * 1000
        yield Result(f"page of recommendations, {name}, p95", f"{p95:.0f} ms", "< 150 ms", p95 < 150)


def _page(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)  # noqa: S101 - a page refused is no measure


def _timed(act: Callable[[], T]) -> tuple[float, T]:
    begun = time.perf_counter()
    made = act()
    return time.perf_counter() - begun, made


def _noting(seen: list[float]) -> Callable[[Sequence[T]], Iterable[T]]:
    def each(changes: Sequence[T]) -> Iterator[T]:
        for one in changes:
            seen.append(time.perf_counter())
            yield one

    return each


def _p95(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=20)[-1]


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def results(path: Path) -> Iterator[Result]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    reader = staff()
    yield from importing(path, rows, reader)
    yield from meaning()
    yield from pages(reader)


def main() -> int:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else REFERENCE
    # Not below a private folder: the embedded server runs as a user of its own.
    with tempfile.TemporaryDirectory(prefix="hirz-benchmark-") as folder:
        Path(folder).chmod(0o755)
        prepare(Path(folder))
        return report(*results(path))


if __name__ == "__main__":
    sys.exit(main())
