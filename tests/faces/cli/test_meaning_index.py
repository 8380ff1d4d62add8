"""`hirz meaning index`: what is new is encoded and compared, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faces.cli.conftest import Hirz

pytestmark = pytest.mark.django_db
TABLE = (
    "state,mechanism,symbol,paragraph,cycle,text,source\n"
    "KZ,UPR,A/1,1.1,1,Consider ratifying the Rome Statute,Report\n"
    "KZ,UPR,A/2,2.1,2,Ratify the Rome Statute,Report\n"
)


def test_only_what_is_new_is_encoded_and_compared(tmp_path: Path, hirz: Hirz) -> None:
    file = tmp_path / "recommendations.csv"
    file.write_text(TABLE, encoding="utf-8")
    hirz("import", "recommendations", file)
    first, second, again = (hirz("meaning", "index", *more, "--json").data for more in ((), (), ("--again",)))
    assert first == {"encoded": 2, "states": 1, "lineage_waiting": 1}
    assert second == {"encoded": 0, "states": 0, "lineage_waiting": 0}
    assert again == {"encoded": 0, "states": 1, "lineage_waiting": 1}
    assert "0 States compared" in hirz("meaning", "index").out
