import pytest

from hirz.rules.lifecycle import CaseFacts, CaseState, SubmitterStage, submitter_stage

STAGES = {
    CaseState.RECEIVED: SubmitterStage.RECEIVED,
    CaseState.TRIAGED: SubmitterStage.IN_REVIEW,
    CaseState.CONSENT_PENDING: SubmitterStage.IN_REVIEW,
    CaseState.VERIFYING: SubmitterStage.IN_REVIEW,
    CaseState.RESPONSE_PLANNED: SubmitterStage.IN_REVIEW,
    CaseState.ACTION_TAKEN: SubmitterStage.IN_REVIEW,
    CaseState.AWAITING_STATE: SubmitterStage.ACTION_TAKEN,
    CaseState.REPLY_ASSESSED: SubmitterStage.ACTION_TAKEN,
    CaseState.MONITORING: SubmitterStage.ACTION_TAKEN,
    CaseState.CLOSED: SubmitterStage.CLOSED,
    CaseState.MERGED: SubmitterStage.IN_REVIEW,
    CaseState.OUT_OF_SCOPE: SubmitterStage.CLOSED,
}


@pytest.mark.parametrize("state", CaseState)
def test_submitter_sees_a_stage_and_no_more(state: CaseState) -> None:
    assert submitter_stage(CaseFacts(state=state)) is STAGES[state]


def test_action_shows_only_once_it_has_been_carried_out() -> None:
    done = CaseFacts(state=CaseState.ACTION_TAKEN, action_recorded=True)
    assert submitter_stage(done) is SubmitterStage.ACTION_TAKEN
