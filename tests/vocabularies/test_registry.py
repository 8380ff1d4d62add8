from pathlib import Path

import pytest
from django.utils import translation

from hirz.foundation.vocabularies import registry
from hirz.foundation.vocabularies.checks import check_vocabularies
from hirz.rules.vocabulary import MalformedVocabulary, UnknownCode


@pytest.mark.parametrize(
    ("django_code", "words"), [("ar", "قتل"), ("zh-hans", "杀害"), ("en", "Killing"), ("fr", "Meurtre")]
)
def test_label_is_in_the_language_of_the_page(django_code: str, words: str) -> None:
    with translation.override(django_code):
        assert registry.label("act_type", "killing") == words


def test_label_is_in_the_language_asked_for_whatever_the_page() -> None:
    with translation.override("ar"):
        assert registry.label("act_type", "killing", "ru") == "Убийство"


def test_choices_keep_the_order_of_the_vocabulary() -> None:
    offered = [code for code, _ in registry.choices("risk_level")]
    assert offered == ["low", "medium", "high", "critical"]


def test_choices_of_a_family_are_its_terms_only() -> None:
    offered = {code for code, _ in registry.choices("act_type", family="threats")}
    assert "death_threat" in offered
    assert "killing" not in offered


def test_grouped_choices_hold_every_term_under_the_label_of_its_family() -> None:
    with translation.override("en"):
        groups = dict(registry.grouped_choices("act_type"))
    assert ("killing", "Killing") in groups["Violence"]
    assert sum(map(len, groups.values())) == len(registry.vocabulary("act_type").codes)


def test_withdrawn_term_is_not_offered_but_keeps_its_label(own_folder: Path) -> None:
    assert [code for code, _ in registry.choices("fruit", family="citrus")] == ["orange"]
    assert registry.label("fruit", "bergamot", "en") == "Bergamot"


def test_unknown_vocabulary_is_refused() -> None:
    with pytest.raises(UnknownCode):
        registry.vocabulary("weather")


def test_file_that_is_not_yaml_is_refused(own_folder: Path) -> None:
    (own_folder / "torn.yaml").write_text("name: [", encoding="utf-8")
    with pytest.raises(MalformedVocabulary):
        registry.vocabulary("torn")


def test_file_under_another_name_is_refused(own_folder: Path) -> None:
    (own_folder / "vegetables.yaml").write_bytes((own_folder / "fruit.yaml").read_bytes())
    with pytest.raises(MalformedVocabulary):
        registry.vocabulary("vegetables")


def test_system_check_names_the_broken_file_and_the_lost_family(own_folder: Path) -> None:
    kept = (own_folder / "fruit.yaml").read_text(encoding="utf-8")
    (own_folder / "berry.yaml").write_text(
        kept.replace("name: fruit", "name: berry\nfamily_vocabulary: fruit").replace("family: citrus", "family: shrub"),
        encoding="utf-8",
    )
    (own_folder / "torn.yaml").write_text("name: [", encoding="utf-8")
    problems = " ".join(str(problem.msg) for problem in check_vocabularies(None))
    assert "berry.orange" in problems
    assert "torn.yaml" in problems
    assert "fruit.orange" not in problems


def test_offices_can_be_read_as_a_document() -> None:
    document = registry.document("offices")
    assert isinstance(document, dict)
    assert [office["code"] for office in document["offices"]][:2] == ["reprisals_team", "central_asia"]
