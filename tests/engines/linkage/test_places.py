"""One town in several languages."""

from __future__ import annotations

import pytest

from hirz.engines.linkage.places import place_key


@pytest.mark.parametrize(
    "forms",
    [
        ("Cairo", "Le Caire", "القاهرة", "Каир"),
        ("Aleppo", "ALEP", "حلب", "Алеппо"),
        ("Osh", "Och", "Ош", "أوش"),
        ("Riyadh", "الرياض", "Эр-Рияд"),
        ("Kara-Balta", "Кара-Балта"),
    ],
)
def test_spellings_of_a_town_are_one(forms: tuple[str, ...]) -> None:
    assert len({place_key(form) for form in forms}) == 1


def test_towns_differ() -> None:
    assert len({place_key(town) for town in ("Osh", "Ош", "Bishkek", "Amman", "Aden")}) == 4


def test_no_place_is_no_place() -> None:
    assert place_key(" ") == place_key("") == ""
