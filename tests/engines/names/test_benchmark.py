"""The benchmark says what it could not measure, and loses nothing that it could."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from benchmarks.names import __main__ as benchmark

PAIRS = """pair_id,slice,src,name_a,name_b,same,kind,entity_a,entity_b
1,cyr-Latn,UN,Нурлан Абдыкадыров,Nurlan Abdykadyrov,1,,a,a
2,ar-Latn,EU,ليلى حداد,Leila Haddad,1,,b,b
3,ca-Latn,EU,Нурлан Абдыкадыров,Leila Haddad,0,near,a,b
"""


def test_missing_package_leaves_its_column_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pairs.csv").write_text(PAIRS, encoding="utf-8")
    monkeypatch.setattr(benchmark, "SPEED_PAIRS", 10)
    monkeypatch.setattr(sys, "argv", ["benchmarks.names", str(tmp_path / "pairs.csv"), "--without-families"])
    for package in ("catboost", "anyascii", "followthemoney", "pandas"):
        monkeypatch.setitem(sys.modules, package, None)
    failed = benchmark.main()
    told = capsys.readouterr().out
    assert failed == 1
    assert "keys of a part, median" in told
    assert "F1 by entity: not measured: catboost is missing" in told
    assert "rapidfuzz over anyascii: not measured: anyascii is missing" in told
    assert "nomenklatura logic-v2: not measured: followthemoney is missing" in told
    assert "Splink over anyascii: not measured: pandas is missing" in told
