from django.urls import path

# Importing mentions is enough: it tells the page of a person about cases.
from hirz.reprisals.cases.web import mentions  # noqa: F401
from hirz.reprisals.cases.web.views import course, judging, opening_up, records, redrafting

app_name = "cases"
urlpatterns = [
    path("<uuid:pk>/cooperation/add/", records.add_engagement, name="add_engagement"),
    path("<uuid:pk>/acts/add/", records.add_act, name="add_act"),
    path("<uuid:pk>/people/add/", records.add_party, name="add_party"),
    path("<uuid:pk>/sources/add/", records.add_source, name="add_source"),
    path("<uuid:pk>/link/", records.assess_link, name="assess_link"),
    path("<uuid:pk>/developments/add/", records.add_development, name="add_development"),
    path("<uuid:pk>/risk/", judging.assess_risk, name="assess_risk"),
    path("<uuid:pk>/scope/", judging.decide_scope, name="decide_scope"),
    path("<uuid:pk>/duplicates/", judging.check_duplicates, name="check_duplicates"),
    path("<uuid:pk>/do-no-harm/", judging.check_harm, name="check_harm"),
    path("<uuid:pk>/verification/propose/", judging.propose_verification, name="propose_verification"),
    path("<uuid:pk>/verification/confirm/", judging.confirm_verification, name="confirm_verification"),
    path("<uuid:pk>/assign/", course.assign, name="assign"),
    path("<uuid:pk>/summary/", course.describe, name="describe"),
    path("<uuid:pk>/wishes/", course.wishes, name="wishes"),
    path("<uuid:pk>/outcome/", course.outcome, name="outcome"),
    path("<uuid:pk>/note/", course.note, name="note"),
    path("<uuid:pk>/move/", course.move, name="move"),
    path("<uuid:pk>/settle/", course.settle, name="settle"),
    path("<uuid:pk>/redraft/", redrafting.redraft, name="redraft"),
    path("<uuid:pk>/out-of-scope/", course.out_of_scope, name="out_of_scope"),
    path("<uuid:pk>/merge/", course.merge, name="merge"),
    path("<uuid:pk>/reopen/", course.reopen, name="reopen"),
    path("<uuid:pk>/grants/", opening_up.grants, name="grants"),
    path("grants/<uuid:pk>/revoke/", opening_up.revoke_grant, name="revoke_grant"),
    path("<uuid:pk>/exceptions/ask/", opening_up.ask_exception, name="ask_exception"),
    path("exceptions/<uuid:pk>/approve/", opening_up.approve_exception, name="approve_exception"),
    path("exceptions/<uuid:pk>/review/", opening_up.review_exception, name="review_exception"),
]
