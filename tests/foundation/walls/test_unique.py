"""A value that must be unique may not tell, by being refused, what lies behind the wall."""

from __future__ import annotations

from typing import Final

import pytest

from tests.foundation.walls.conftest import fetched
from tests.foundation.walls.tables import content_tables, layered_tables

pytestmark = pytest.mark.django_db

DRAWN: Final = "drawn by the machine at random: nobody chooses one, so none is refused to anybody"
TOKEN: Final = "the hash of a random token that only one browser holds"
OWN_ROWS: Final = "among rows of one parent: whoever may write there sees them all"
BOTH: Final = "whoever may write about two files sees both, and every row about them"
HARMLESS: Final = {
    "cases_case (reference)": DRAWN,
    "cases_caseperson (case_id, person_id, role)": OWN_ROWS,
    "cases_deadline (kind, subject_id)": "written from facts of a case, about that case or what belongs to it",
    "cases_escalation (kind, subject_id, due_at, level)": "of a deadline, and raised by the worker",
    "cases_redraft (case_id, person_id)": OWN_ROWS,
    "cases_verification (case_id)": OWN_ROWS,
    "evidence_custodyline (entry_id)": "an entry is written for its line, in the same act",
    "evidence_evidenceitem (case_id, from_file_id)": OWN_ROWS,
    "evidence_evidenceitem_shows (evidenceitem_id, person_id)": OWN_ROWS,
    "intake_draft (token_sha256)": TOKEN,
    "intake_draft (unit_id)": DRAWN,
    "intake_message (idempotency_key)": "hashed together with the submission that it belongs to",
    "intake_submission (idempotency_sha256)": TOKEN,
    "intake_submission (inbox_id)": DRAWN,
    "intake_submission (locator)": DRAWN,
    "intake_submission (reference)": DRAWN,
    "intake_submission (unit_id)": DRAWN,
    "intake_submission_cases (submission_id, case_id)": OWN_ROWS,
    "intake_submissiondeadline (submission_id, kind)": OWN_ROWS,
    "intake_submissionescalation (submission_id, kind, due_at, level)": OWN_ROWS,
    "intake_untaken (answer_id)": OWN_ROWS,
    "matching_proposal (first_id, second_id)": BOTH,
    "people_disclosure_people (disclosure_id, person_id)": OWN_ROWS,
    "people_merge (first_id, second_id)": BOTH,
    "reporting_edition (year)": "that there is a report of a year is no secret",
    "reporting_editionfile (edition_id, language, file_format)": OWN_ROWS,
    "reporting_paragraph (entry_id, language)": OWN_ROWS,
    "reporting_reportentry (edition_id, case_id)": OWN_ROWS,
    "response_communication (reference)": "given out by the machine, one after the other; nobody types one",
}

HARMLESS_REGIONAL: Final = {
    "implementation_assessmentcitation (assessment_id, evidence_id)": OWN_ROWS,
    "implementation_evidence (state_code, contributed_by_id, fingerprint)": "among the entries of one contributor only",
    "implementation_reminder (measure_id, organisation_id, on_date)": "only the nightly job enters one",
    "implementation_reportedpart (value_id, category)": OWN_ROWS,
    "implementation_reportedvalue (update_id, indicator_id, starts_date, ends_date)": OWN_ROWS,
    "implementation_responsibility (measure_id, organisation_id)": OWN_ROWS,
    "implementation_tie (measure_id, recommendation_id, part_id)": OWN_ROWS,
    "implementation_update (measure_id, contributed_by_id)": "among the drafts of one contributor only",
    "implementation_updatecitation (update_id, evidence_id)": OWN_ROWS,
    "institutions_exchangeparty (exchange_id, institution_id)": OWN_ROWS,
    "partners_activityrecommendation (activity_id, recommendation_id)": OWN_ROWS,
    "partners_frameworkresult (framework_id, number)": OWN_ROWS,
    "partners_meetingparty (meeting_id, organisation_id)": OWN_ROWS,
    "partners_resultrecommendation (result_id, recommendation_id)": OWN_ROWS,
    "legislation_advicefile (advice_id, language, file_format)": OWN_ROWS,
    "legislation_commentuptake (comment_id, version_id)": OWN_ROWS,
    "legislation_lawcomment (advice_id, order)": OWN_ROWS,
    "legislation_provision (version_id, key)": OWN_ROWS,
    "legislation_provision (version_id, order)": OWN_ROWS,
    "legislation_version (law_id, order)": OWN_ROWS,
    "organisations_contributor (organisation_id)": OWN_ROWS,
    "organisations_contributor (user_id)": "of an account: whoever begins a membership sees that the last has ended",
    "programme_activityfollowup (activity_id, months)": OWN_ROWS,
    "programme_activitypartner (activity_id, organisation_id, role)": OWN_ROWS,
    "programme_indicatorvalue (indicator_id, from_date, until_date)": OWN_ROWS,
    "programme_pairedscore (activity_id, number)": OWN_ROWS,
    "programme_principlecheck (indicator_id, principle)": OWN_ROWS,
    "programme_reportversion (report_id, language, number)": OWN_ROWS,
    "programme_servedrecommendation (activity_id, recommendation_id)": OWN_ROWS,
    "programme_valuepart (value_id, dimension, part)": OWN_ROWS,
    "reports_reportsection (report_id, order)": OWN_ROWS,
    "reports_sectiontext (section_id, number)": OWN_ROWS,
    "reports_source (report_id, evidence_id)": OWN_ROWS,
    "reports_source (report_id, number)": OWN_ROWS,
    "reports_source (report_id, recommendation_id)": OWN_ROWS,
    "reviews_coauthor (report_id, organisation_id)": OWN_ROWS,
    "reviews_communication (state_code, reference)": OWN_ROWS,
    "reviews_documentaddress (document_id, language)": OWN_ROWS,
    "reviews_preparationitem (visit_id, kind)": OWN_ROWS,
    "reviews_review (state_code, mechanism, treaty, session)": "that a review is held is public",
    "reviews_section (id, report_id)": "the first of the two is the random id",
    "reviews_standinginvitation (state_code)": "a standing invitation is public",
    "reviews_visitstep (visit_id, place)": OWN_ROWS,
}
"""Of tables whose rows stand in layers."""

# Primary keys are left out: random ids, and counters that only the database draws from.
_UNIQUE: Final = """
    select c.relname || ' (' || string_agg(a.attname, ', ' order by k.place) || ')'
    from pg_index i
    join pg_class c on c.oid = i.indrelid
    cross join lateral unnest(i.indkey::int[]) with ordinality as k(number, place)
    join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
    where i.indisunique and not i.indisprimary and c.relname = any(%s)
    group by i.indexrelid, c.relname
"""


def test_every_unique_constraint_is_known_to_reveal_nothing() -> None:
    unique = {str(name) for (name,) in fetched(_UNIQUE, content_tables())}
    assert unique == HARMLESS.keys()


def test_every_unique_constraint_of_a_layered_table_is_known_to_reveal_nothing() -> None:
    unique = {str(name) for (name,) in fetched(_UNIQUE, layered_tables())}
    assert unique == HARMLESS_REGIONAL.keys()
