"""The vocabularies as they are kept: complete, in the right script, and without two terms that read alike."""

import re
from collections import Counter

import pytest

from hirz.foundation.vocabularies import registry
from hirz.foundation.vocabularies.checks import check_vocabularies
from hirz.rules.vocabulary import UN_LANGUAGES

OWED = {
    "act_family", "act_feature", "act_type", "age_group", "case_closure", "case_state", "channel",
    "communication_type", "consent_given_by", "consent_scope", "consent_state", "development_kind",
    "engagement_body", "engagement_type", "entity", "gender", "information_credibility", "language_name",
    "link_basis", "link_strength", "loaded_terms", "mitigation", "name_kind", "out_of_scope_reason", "outcome",
    "perpetrator", "person_kind", "person_role", "protected_category", "relation_to_victim", "reply_kind",
    "report_decision", "report_track", "response_type", "risk_level", "risk_reason", "role", "script",
    "source_reliability", "submission_state", "temporal_relation", "terms", "verification_level", "victim_profile",
    "victim_status",
    "victim_type",
}  # fmt: skip
SCRIPT = {
    "ar": r"[\u0620-\u064a]",
    "ru": r"[а-яё]",
    "zh": r"[\u4e00-\u9fff]",
    "en": "[a-z]",
    "fr": "[a-z]",
    "es": "[a-z]",
}
LATIN_IN_OTHER_SCRIPTS = {"LGBTIQ+人士"}
SAME_AS_ENGLISH = {
    "Devanagari", "Kazakh", "Lao", "Note verbale", "Police", "Possible", "Surveillance", "Tamil", "UNESCO", "Violence",
    "démarche", "intimidation", "surveillance",
}  # fmt: skip
CASES = [(name, language) for name in sorted(OWED) for language in UN_LANGUAGES]


def labels(name: str, language: str) -> list[str]:
    found = registry.vocabulary(name)
    return [found.title[language], *(found.label(code, language) for code in found.codes)]


def test_no_vocabulary_is_missing() -> None:
    assert set(registry.names()) >= OWED


def test_every_file_can_be_read_and_every_family_exists() -> None:
    assert check_vocabularies(None) == []


@pytest.mark.parametrize(("name", "language"), CASES)
def test_labels_are_written_in_the_script_of_their_language(name: str, language: str) -> None:
    assert [text for text in labels(name, language) if not re.search(SCRIPT[language], text, re.IGNORECASE)] == []


@pytest.mark.parametrize("name", sorted(OWED))
@pytest.mark.parametrize("language", ["ar", "ru", "zh"])
def test_no_latin_word_is_left_in_another_script(name: str, language: str) -> None:
    mixed = {text for text in labels(name, language) if re.search("[a-z]", text, re.IGNORECASE)}
    assert mixed <= LATIN_IN_OTHER_SCRIPTS


@pytest.mark.parametrize("name", sorted(OWED))
@pytest.mark.parametrize("language", ["fr", "es"])
def test_no_english_is_left_in_another_language(name: str, language: str) -> None:
    pairs = zip(labels(name, "en"), labels(name, language), strict=True)
    assert {text for english, text in pairs if text == english} <= SAME_AS_ENGLISH


@pytest.mark.parametrize(("name", "language"), CASES)
def test_no_two_terms_of_a_vocabulary_read_alike(name: str, language: str) -> None:
    counted = Counter(labels(name, language)[1:])
    assert [text for text, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("name", sorted(OWED))
def test_french_is_set_with_its_own_apostrophe_and_space(name: str) -> None:
    assert [text for text in labels(name, "fr") if re.search(r"'| [:;?!]", text)] == []


@pytest.mark.parametrize("name", sorted(OWED))
def test_codes_of_a_vocabulary_are_all_upper_case_or_all_lower_case(name: str) -> None:
    codes = registry.vocabulary(name).codes
    assert all(code.isupper() for code in codes) or all(code.islower() for code in codes)


@pytest.mark.parametrize("name", sorted(OWED))
def test_definitions_are_given_in_english_and_arabic_together(name: str) -> None:
    given = {term.code: set(term.definition) for term in registry.vocabulary(name) if term.definition}
    assert [code for code, languages in given.items() if not {"en", "ar"} <= languages] == []


def test_every_type_of_act_belongs_to_a_family_and_every_family_has_types() -> None:
    types = registry.vocabulary("act_type")
    assert {term.family for term in types} == set(registry.vocabulary("act_family").codes)


def test_every_key_term_says_where_each_language_is_known_from_and_keeps_its_drafts() -> None:
    for term in registry.vocabulary("terms"):
        assert (set(term.provenance), set(term.drafts)) == ({*UN_LANGUAGES} - {"en"}, {"ky", "kk", "uz", "tg", "tk"})


def test_drafts_are_never_given_as_labels() -> None:
    assert all(set(term.labels) == set(UN_LANGUAGES) for term in registry.vocabulary("terms"))
