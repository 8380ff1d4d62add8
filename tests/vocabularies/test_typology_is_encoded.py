"""Every code of the reprisals typology has its place in a vocabulary, whatever it is called here."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from hirz.foundation.vocabularies import registry

# The reference data lies beside a working checkout and is no part of the product.
REFERENCE = Path(__file__).parents[2].parent / "shared" / "data"

VOCABULARY_OF = {
    "protected_person_category": "protected_category",
    "temporal_relation": "temporal_relation",
    "victim_type": "victim_type",
    "victim_profile": "victim_profile",
    "engagement_body": "engagement_body",
    "engagement_type": "engagement_type",
    "perpetrator": "perpetrator",
    "response": "response_type",
    "gov_reply": "reply_kind",
    "victim_status": "victim_status",
    "outcome": "outcome",
    "case_status": "case_closure",
    "link_evidence": "link_basis",
    "risk_level": "risk_level",
    "consent_scope": "consent_scope",
    "consent_state": "consent_state",
    "act_family": "act_family",
    "verification.levels": "verification_level",
    "verification.source_reliability_huridocs": "source_reliability",
    "verification.violation_status_huridocs": "information_credibility",
}
CALLED_OTHERWISE = {
    "past_cooperation(reprisal)": ["past_cooperation"],
    "future_deterrence(intimidation)": ["future_deterrence"],
    "lgbtiq+": ["lgbtiq"],
    "pfii_emrip": ["pfii", "emrip"],
    "1_low": ["low"],
    "2_medium": ["medium"],
    "3_high": ["high"],
    "4_critical": ["critical"],
    "share_with_un_entities": ["SHARE_UN_ENTITY"],
    "share_with_special_procedures": ["SHARE_MECHANISM"],
    "include_in_sg_report": ["REPORT_WITHOUT_NAME"],
    "publish_name": ["REPORT_NAMED"],
    "publish_anonymised": ["REPORT_WITHOUT_NAME"],
    "press_release": ["PUBLIC_STATEMENT"],
    "share_with_ngo_for_protection": ["SHARE_PROTECTION_PARTNER"],
    "reuse_in_statistics": ["STATISTICS"],
    "follow_up_contact": ["CONTACT_BACK"],
    "expired_needs_renewal": ["EXPIRED"],
    "highly": ["highly_reliable"],
    "likely_un": ["likely_unreliable"],
    "highly_un": ["highly_unreliable"],
}
IN_ANOTHER_VOCABULARY = {
    ("act_family", "transnational_repression"): ("act_feature", "transnational_repression"),
    ("case_status", "open"): ("case_state", "MONITORING"),  # open is every state of a case but the last three
    ("consent_state", "given_by_family_or_representative"): ("consent_given_by", "family"),
    ("act_type", "physical"): ("act_type", "physical_surveillance"),
    ("act_type", "online"): ("act_type", "online_surveillance"),
    ("source_reliability", "likely"): ("source_reliability", "likely_reliable"),
}
UPPER = {"consent_scope", "consent_state"}


def codes_of_typology(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each (section, code in lower case) of the file; nested groups count as codes as well."""
    content = json.loads(path.read_text(encoding="utf-8"))
    for family, types in content["act_family"].items():
        if isinstance(types, list) and family != "transnational_repression":
            yield from (("act_type", text.split()[0].lower()) for text in types)
    for section in VOCABULARY_OF:
        value: object = content
        for key in section.split("."):
            assert isinstance(value, dict)
            value = value[key]
        yield from ((section, code) for code in _codes(value))


def _codes(value: object) -> Iterator[str]:
    assert isinstance(value, dict | list)
    for entry in value:
        head, _, nested = str(entry).partition(":{")
        yield head.lower()
        yield from (code.lower() for code in nested.rstrip("}").split(",") if code)


def places(section: str, code: str) -> list[tuple[str, str]]:
    name = VOCABULARY_OF.get(section, section)
    if found := IN_ANOTHER_VOCABULARY.get((section, code)) or IN_ANOTHER_VOCABULARY.get((name, code)):
        return [found]
    if name == "response_type":  # a press release is a response there and a scope of consent elsewhere
        return [(name, code)]
    same = code.upper() if name in UPPER else code
    return [(name, here) for here in CALLED_OTHERWISE.get(code, [same])]


@pytest.mark.parametrize("name", sorted({*VOCABULARY_OF.values(), "act_type"}))
def test_every_code_of_the_typology_has_its_place(name: str) -> None:
    for path in REFERENCE.glob("typology.json"):
        wanted = [place for section, code in codes_of_typology(path) for place in places(section, code)]
        lost = [here for there, here in wanted if there == name and here not in registry.vocabulary(name)]
        assert lost == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *IN_ANOTHER_VOCABULARY.values(),
        *((name, code) for code in ("pfii", "emrip") for name in ["engagement_body"]),
        ("risk_level", "critical"),
        ("victim_profile", "lgbtiq"),
        ("temporal_relation", "future_deterrence"),
    ],
)
def test_what_is_called_otherwise_here_exists(name: str, code: str) -> None:
    assert code in registry.vocabulary(name)
