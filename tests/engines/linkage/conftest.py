"""A handful of fictional people, reported by several sources."""

from __future__ import annotations

import pytest

from hirz.engines.linkage import Record

NURLAN = (
    Record("n1", ("Нурлан Абдыкадыров",), birth="1985-03-12", gender="M", place="Ош", event="2021-05-04"),
    Record("n2", ("نورلان عبد القادروف",), birth="1985", gender="M", place="أوش", event="2021-05-06"),
    Record(
        "n3", ("Abdykadyrov N. Bakytovich", "Nurlan Abdykadyrov"), birth="1985-12-03", gender="M", event="2021-05-04"
    ),
)
LEILA = (
    Record("l1", ("ليلى حداد",), birth="1990-07-01", gender="F", place="بيروت", event="2022-02-02"),
    Record("l2", ("Leila Haddad",), birth="1990-07-01", gender="F", place="Beyrouth", event="2022-02-02"),
)
OTHERS = (
    Record("o1", ("Абдыкадыров Азамат Бакытович",), birth="1990-01-20", gender="M", place="Ош", event="2019-01-01"),
    Record("o2", ("Omar Khalil",), birth="1971", gender="M", place="Amman"),
    Record("o3", ("Динара Исаева",), birth="1988-10-10", gender="F", place="Бишкек", event="2020-03-03"),
)


@pytest.fixture
def people() -> list[Record]:
    return [*NURLAN, *LEILA, *OTHERS]
