"""The vocabularies as they are kept: complete, in the right script, and without two terms that read alike."""

import re
from collections import Counter

import pytest

from hirz.foundation.vocabularies import registry
from hirz.foundation.vocabularies.checks import check_vocabularies
from hirz.rules.vocabulary import UN_LANGUAGES

OWED = {
    "activity_kind", "act_family", "act_feature", "act_type", "age_group", "case_closure", "case_state", "channel",
    "communication_type", "consent_given_by", "consent_scope", "consent_state", "development_kind",
    "engagement_body", "engagement_type", "entity", "gender", "information_credibility", "language_name",
    "link_basis", "link_strength", "loaded_terms", "mitigation", "name_kind", "out_of_scope_reason", "outcome",
    "perpetrator", "person_kind", "person_role", "protected_category", "relation_to_victim", "reply_kind",
    "report_decision", "report_track", "response_type", "risk_level", "risk_reason", "role", "script",
    "source_reliability", "submission_state", "temporal_relation", "terms", "verification_level", "victim_profile",
    "victim_status",
    "victim_type",
    "affected_group", "committee", "cross_cutting_norm", "data_principle", "follow_up_grade", "follow_up_scale",
    "ganhri_status", "general_observation", "general_observation_edition", "indicator_level", "indicator_type",
    "mechanism", "mechanism_event", "nmirf_capacity", "nmirf_type", "pillar", "pillar_set", "recommendation_action",
    "recommendation_matter",
    "recommendation_position", "review_document", "sdg_goal", "sdg_target", "special_procedure", "spotlight", "theme",
    "treaty", "treaty_action", "treaty_procedure", "upr_cycle", "upr_session", "visit_state",
    "sp_communication", "submission_kind", "visit_preparation",
    "capacity_level", "exchange_kind", "institution_follow_up", "nhri_legal_aspect", "observation_finding",
}  # fmt: skip
SCRIPT = {
    "ar": r"[\u0620-\u064a]",
    "ru": r"[а-яё]",
    "zh": r"[\u4e00-\u9fff]",
    "en": "[a-z]",
    "fr": "[a-z]",
    "es": "[a-z]",
}
NUMBER_OF_A_TARGET = re.compile(r"^\d+\.\w+ ")
LATIN_IN_OTHER_SCRIPTS = {"LGBTIQ+人士"}
SAME_AS_ENGLISH = {
    "Corruption", "Devanagari", "Interministerial", "Kazakh", "Lao", "Note verbale", "Objection", "Police", "Possible",
    "Ratification", "Signature", "Succession", "Surveillance", "Tamil", "UNESCO", "Violence",
    "démarche", "intimidation", "surveillance",
}  # fmt: skip
BY_EDITION = {"follow_up_grade", "general_observation", "pillar"}
"""The same words may stand in several editions; within one they read apart."""


def cases(*languages: str) -> list[tuple[str, str]]:
    """Each vocabulary with each of the languages in which it says it is written."""
    return [(name, one) for name in sorted(OWED) for one in languages if one in registry.vocabulary(name).languages]


def labels(name: str, language: str) -> list[str]:
    found = registry.vocabulary(name)
    return [found.title[language], *(term.labels[language] for term in found)]


def test_no_vocabulary_is_missing() -> None:
    assert set(registry.names()) >= OWED


def test_every_file_can_be_read_and_every_family_exists() -> None:
    assert check_vocabularies(None) == []


@pytest.mark.parametrize(("name", "language"), cases(*UN_LANGUAGES))
def test_labels_are_written_in_the_script_of_their_language(name: str, language: str) -> None:
    assert [text for text in labels(name, language) if not re.search(SCRIPT[language], text, re.IGNORECASE)] == []


@pytest.mark.parametrize(("name", "language"), cases("ar", "ru", "zh"))
def test_no_latin_word_is_left_in_another_script(name: str, language: str) -> None:
    worded = {text: NUMBER_OF_A_TARGET.sub("", text) for text in labels(name, language)}
    mixed = {text for text, words in worded.items() if re.search("[a-z]", words, re.IGNORECASE)}
    assert mixed <= LATIN_IN_OTHER_SCRIPTS


@pytest.mark.parametrize(("name", "language"), cases("fr", "es"))
def test_no_english_is_left_in_another_language(name: str, language: str) -> None:
    pairs = zip(labels(name, "en"), labels(name, language), strict=True)
    assert {text for english, text in pairs if text == english} <= SAME_AS_ENGLISH


@pytest.mark.parametrize(("name", "language"), cases(*UN_LANGUAGES))
def test_no_two_terms_of_a_vocabulary_read_alike(name: str, language: str) -> None:
    found = registry.vocabulary(name)
    apart = name in BY_EDITION
    counted = Counter((term.family if apart else None, term.labels[language]) for term in found)
    assert [text for text, times in counted.items() if times > 1] == []


@pytest.mark.parametrize(("name", "language"), cases("fr"))
def test_french_is_set_with_its_own_apostrophe_and_space(name: str, language: str) -> None:
    assert [text for text in labels(name, language) if re.search(r"'| [:;?!]", text)] == []


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
