"""Codes of the record as they read inside a sentence of a letter or of the report.

The labels of the vocabularies stand alone in lists; a sentence needs an article, a case or a masdar. Each phrase is a
message of its own, so that a language gives it the form its sentences ask for. Arabic phrases are indefinite nouns
where a preposition is joined to them, so that no article collides with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import pgettext_lazy as _p

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Phrases = Mapping[str, _StrPromise]

ACTS: Final[Phrases] = MappingProxyType(
    {
        "killing": _p("after: faced", "lethal violence"),
        "attempted_killing": _p("after: faced", "an attempt on life"),
        "physical_assault": _p("after: faced", "physical assault"),
        "torture_cidt": _p("after: faced", "torture or other cruel, inhuman or degrading treatment"),
        "sexual_violence": _p("after: faced", "sexual violence"),
        "enforced_disappearance_kidnapping": _p("after: faced", "enforced disappearance or abduction"),
        "arbitrary_arrest": _p("after: faced", "arbitrary arrest"),
        "detention": _p("after: faced", "detention"),
        "house_arrest": _p("after: faced", "house arrest"),
        "incommunicado": _p("after: faced", "incommunicado detention"),
        "solitary_confinement": _p("after: faced", "solitary confinement"),
        "denial_of_medical_care": _p("after: faced", "a denial of medical care"),
        "forced_psychiatric_treatment": _p("after: faced", "forced psychiatric treatment"),
        "criminal_charges": _p("after: faced", "criminal charges"),
        "counter_terrorism_charge": _p("after: faced", "charges under laws on counter-terrorism or national security"),
        "prison_sentence": _p("after: faced", "a prison sentence"),
        "terrorist_listing": _p("after: faced", "a listing as terrorist"),
        "disbarment_professional_sanction": _p("after: faced", "disbarment or another professional sanction"),
        "dismissal": _p("after: faced", "dismissal from work"),
        "fine": _p("after: faced", "a fine"),
        "asset_freeze": _p("after: faced", "a freezing of assets"),
        "confiscation_raid_search": _p("after: faced", "a raid, a search or confiscation"),
        "deregistration_dissolution": _p("after: faced", "the deregistration or dissolution of an organization"),
        "foreign_agent_designation": _p("after: faced", "a designation as foreign agent"),
        "restrictive_legislation": _p("after: faced", "restrictive legislation"),
        "tax_financial_audit": _p("after: faced", "a tax or financial audit of a punitive nature"),
        "citizenship_revocation": _p("after: faced", "a revocation of citizenship"),
        "travel_ban": _p("after: faced", "a travel ban"),
        "passport_confiscation": _p("after: faced", "the confiscation of a passport"),
        "visa_accreditation_denial": _p("after: faced", "a denial of visa or accreditation"),
        "ecosoc_status_deferral": _p("after: faced", "repeated deferral of an application for consultative status"),
        "entry_to_un_premises_blocked": _p("after: faced", "a denial of entry to premises of the United Nations"),
        "access_denied_to_un_expert": _p("after: faced", "a denial of access to experts of the United Nations"),
        "smear_campaign": _p("after: faced", "a smear campaign"),
        "red_tagging": _p("after: faced", "public labelling as subversive"),
        "hate_speech_online": _p("after: faced", "hate speech online"),
        "official_vilification": _p("after: faced", "vilification by officials"),
        "physical_surveillance": _p("after: faced", "physical surveillance"),
        "online_surveillance": _p("after: faced", "surveillance online"),
        "hacking_cyberattack": _p("after: faced", "hacking or a cyberattack"),
        "photographing_at_un_event": _p("after: faced", "photographing or recording at an event of the United Nations"),
        "death_threat": _p("after: faced", "a death threat"),
        "sexual_violence_threat": _p("after: faced", "a threat of sexual violence"),
        "summons_interrogation": _p("after: faced", "a summons or interrogation"),
        "pressure_to_withdraw_testimony": _p("after: faced", "pressure to withdraw testimony or a complaint"),
        "threat_to_family": _p("after: faced", "threats against the family"),
    }
)

# What somebody does out of fear is not done to them.
SELF_RESTRAINT: Final[Phrases] = MappingProxyType(
    {
        "self_censorship": _p("after: resorted to", "self-censorship"),
        "refrained_from_cooperation": _p(
            "after: resorted to", "abstention from cooperation with the United Nations out of fear"
        ),
    }
)

PERPETRATORS: Final[Phrases] = MappingProxyType(
    {
        "state": _p("after: at the hands of", "a State actor"),
        "police": _p("after: at the hands of", "the police"),
        "military": _p("after: at the hands of", "the armed forces"),
        "intelligence": _p("after: at the hands of", "an intelligence or security service"),
        "prison": _p("after: at the hands of", "the prison service"),
        "prosecutor": _p("after: at the hands of", "the prosecution service"),
        "judiciary": _p("after: at the hands of", "the judiciary"),
        "executive_national": _p("after: at the hands of", "a national executive authority"),
        "executive_local": _p("after: at the hands of", "a local executive authority"),
        "legislature": _p("after: at the hands of", "the legislature"),
        "diplomatic_mission": _p("after: at the hands of", "a diplomatic mission"),
        "state_media": _p("after: at the hands of", "State media"),
        "non_state": _p("after: at the hands of", "a non-State actor"),
        "armed_group": _p("after: at the hands of", "an armed group"),
        "paramilitary_progov": _p("after: at the hands of", "a pro-government paramilitary group"),
        "business": _p("after: at the hands of", "a business enterprise"),
        "private_security": _p("after: at the hands of", "a private security company"),
        "religious_group": _p("after: at the hands of", "a religious group"),
        "unknown_online": _p("after: at the hands of", "an unidentified actor online"),
        "community_family": _p("after: at the hands of", "a member of the community or the family"),
        "de_facto_authority": _p("after: at the hands of", "a de facto authority"),
        "both": _p("after: at the hands of", "State and non-State actors together"),
    }
)

BODIES: Final[Phrases] = MappingProxyType(
    {
        "hrc": _p("after: cooperated with", "the Human Rights Council"),
        "upr": _p("after: cooperated with", "the universal periodic review"),
        "special_procedures_thematic": _p("after: cooperated with", "a thematic special procedure"),
        "special_procedures_country": _p("after: cooperated with", "a country-specific special procedure"),
        "wgad": _p("after: cooperated with", "the Working Group on Arbitrary Detention"),
        "wgeid": _p("after: cooperated with", "the Working Group on Enforced or Involuntary Disappearances"),
        "treaty_body": _p("after: cooperated with", "a human rights treaty body"),
        "ccpr": _p("after: cooperated with", "the Human Rights Committee"),
        "cescr": _p("after: cooperated with", "the Committee on Economic, Social and Cultural Rights"),
        "cat": _p("after: cooperated with", "the Committee against Torture"),
        "spt": _p("after: cooperated with", "the Subcommittee on Prevention of Torture"),
        "cedaw": _p("after: cooperated with", "the Committee on the Elimination of Discrimination against Women"),
        "cerd": _p("after: cooperated with", "the Committee on the Elimination of Racial Discrimination"),
        "crc": _p("after: cooperated with", "the Committee on the Rights of the Child"),
        "crpd": _p("after: cooperated with", "the Committee on the Rights of Persons with Disabilities"),
        "ced": _p("after: cooperated with", "the Committee on Enforced Disappearances"),
        "cmw": _p("after: cooperated with", "the Committee on Migrant Workers"),
        "ohchr_hq": _p("after: cooperated with", "the headquarters of OHCHR"),
        "ohchr_field_hra": _p("after: cooperated with", "an OHCHR field presence or human rights adviser"),
        "unct_rc": _p("after: cooperated with", "the United Nations country team or resident coordinator"),
        "peace_operation_spm": _p("after: cooperated with", "a peace operation or special political mission"),
        "security_council": _p("after: cooperated with", "the Security Council"),
        "ga_third_committee": _p("after: cooperated with", "the Third Committee of the General Assembly"),
        "ecosoc_ngo_committee": _p("after: cooperated with", "the Committee on Non-Governmental Organizations"),
        "csw": _p("after: cooperated with", "the Commission on the Status of Women"),
        "hlpf": _p("after: cooperated with", "the high-level political forum on sustainable development"),
        "pfii": _p("after: cooperated with", "the Permanent Forum on Indigenous Issues"),
        "emrip": _p("after: cooperated with", "the Expert Mechanism on the Rights of Indigenous Peoples"),
        "forum_minority_issues": _p("after: cooperated with", "the Forum on Minority Issues"),
        "coi_ffm_investigative_mechanism": _p(
            "after: cooperated with", "a commission of inquiry, fact-finding mission or investigative mechanism"
        ),
        "un_women": _p("after: cooperated with", "UN-Women"),
        "ilo": _p("after: cooperated with", "the International Labour Organization"),
        "unesco": _p("after: cooperated with", "UNESCO"),
        "world_bank_ifis": _p(
            "after: cooperated with", "the World Bank or another international financial institution"
        ),
        "unfccc_cop": _p("after: cooperated with", "the Conference of the Parties to the Climate Change Convention"),
        "unvfvt": _p("after: cooperated with", "the United Nations Voluntary Fund for Victims of Torture"),
        "other": _p("after: cooperated with", "a United Nations body"),
    }
)

MEANS: Final[Phrases] = MappingProxyType(
    {
        "participation_in_meeting_on_un_premises": _p(
            "after: through", "participation in a meeting on premises of the United Nations"
        ),
        "submission_of_information": _p("after: through", "a submission of information"),
        "testimony": _p("after: through", "testimony or an interview"),
        "meeting_during_visit_or_locally": _p(
            "after: through", "a meeting with representatives of the United Nations in the country"
        ),
        "individual_complaint": _p("after: through", "an individual complaint"),
        "training": _p("after: through", "a training"),
        "online_participation": _p("after: through", "participation online"),
        "media_or_advocacy_on_un_outcome": _p(
            "after: through", "work in the media or advocacy on an outcome of the United Nations"
        ),
    }
)

LINK_BASES: Final[Phrases] = MappingProxyType(
    {
        "explicit_in_charges_or_judgment": _p(
            "after: on the following basis", "a mention of the cooperation in charges or a judgment"
        ),
        "explicit_statement_by_perpetrator": _p(
            "after: on the following basis", "a statement by those alleged to be responsible"
        ),
        "temporal_proximity": _p("after: on the following basis", "closeness in time"),
        "same_pattern_other_cooperators": _p(
            "after: on the following basis", "the same pattern against others who cooperated"
        ),
        "interrogated_about_un": _p(
            "after: on the following basis", "questioning about contacts with the United Nations"
        ),
        "no_other_plausible_explanation": _p(
            "after: on the following basis", "the absence of another plausible explanation"
        ),
        "victim_belief_only": _p("after: on the following basis", "the belief of those concerned"),
    }
)
