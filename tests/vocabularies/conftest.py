"""A small vocabulary in a folder of its own, for behaviour that the real files do not show."""

from pathlib import Path

import pytest
from pytest_django import Settings

FRUIT = """\
name: fruit
title: {ar: فواكه, zh: 水果, en: Fruit, fr: Fruits, ru: Фрукты, es: Frutas}
edition: 2026-01-01
source: A market
terms:
  - code: citrus
    status: general
    labels: {ar: حمضيات, zh: 柑橘, en: Citrus, fr: Agrumes, ru: Цитрусовые, es: Cítricos}
  - code: orange
    family: citrus
    status: general
    labels: {ar: برتقال, zh: 橙子, en: Orange, fr: Orange, ru: Апельсин, es: Naranja}
  - code: bergamot
    family: citrus
    status: general
    withdrawn: 2026-01-01
    labels: {ar: برغموت, zh: 佛手柑, en: Bergamot, fr: Bergamote, ru: Бергамот, es: Bergamota}
"""


@pytest.fixture
def own_folder(tmp_path: Path, settings: Settings) -> Path:
    settings.HIRZ_VOCABULARIES_DIR = tmp_path
    (tmp_path / "fruit.yaml").write_text(FRUIT, encoding="utf-8")
    return tmp_path
