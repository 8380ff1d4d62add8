from __future__ import annotations

import pytest
from django.utils import translation

from hirz.foundation.vocabularies.lists import listed


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "Osh, Batken and Naryn"), ("ar", "Osh وBatken وNaryn"), ("fr", "Osh, Batken et Naryn"),
     ("ru", "Osh, Batken и Naryn"), ("es", "Osh, Batken y Naryn"), ("zh-hans", "Osh、Batken和Naryn")],
)  # fmt: skip
def test_several_things_are_joined_as_the_language_joins_them(language: str, expected: str) -> None:
    with translation.override(language):
        assert listed(["Osh", "Batken", "Naryn"]) == expected
        assert listed(iter(["Osh"])) == "Osh"
        assert listed([]) == ""


@pytest.mark.parametrize(
    ("last", "joined"),
    [
        ("Irlanda", "e Irlanda"),
        ("Íllora", "e Íllora"),
        ("hijos", "e hijos"),
        ("hielo", "y hielo"),
        ("Yemen", "y Yemen"),
    ],
)
def test_spanish_and_gives_way_before_its_own_sound(last: str, joined: str) -> None:
    with translation.override("es"):
        assert listed(["Belice", last]) == f"Belice {joined}"
        assert listed(["Irlanda"]) == "Irlanda"
