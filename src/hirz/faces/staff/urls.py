"""Every address of the staff face. Below /sign-in/ allauth does the work; the rest names its permission."""

from __future__ import annotations

from django.urls import include, path

from hirz.faces.staff.views import (
    case,
    case_list,
    first_password,
    history,
    home,
    preferences,
    region,
    search,
    security,
    sign_in,
)

signing_in = [
    path("", sign_in.sign_in, name="account_login"),
    path("out/", sign_in.sign_out, name="account_logout"),
    path("demo/", sign_in.choose_person, name="choose_person"),
    path("inactive/", sign_in.inactive, name="account_inactive"),
    path("again/", sign_in.again_with_password, name="account_reauthenticate"),
    path("password/", sign_in.password, name="account_change_password"),
    path("first/<uuid:pk>/<str:token>/", first_password.first_password, name="first_password"),
    path("second-step/", security.second_step, name="mfa_authenticate"),
    path("passkey/", security.sign_in_with_passkey, name="mfa_login_webauthn"),
    path("security/", security.overview, name="mfa_index"),
    path("security/everywhere/", security.everywhere, name="sign_out_everywhere"),
    path("security/again/", security.again_with_code, name="mfa_reauthenticate"),
    path("security/app/", security.add_app, name="mfa_activate_totp"),
    path("security/app/remove/", security.remove_app, name="mfa_deactivate_totp"),
    path("security/codes/", security.codes, name="mfa_view_recovery_codes"),
    path("security/codes/new/", security.new_codes, name="mfa_generate_recovery_codes"),
    path("security/passkeys/", security.passkeys, name="mfa_list_webauthn"),
    path("security/passkeys/add/", security.add_passkey, name="mfa_add_webauthn"),
    path("security/passkeys/again/", security.again_with_passkey, name="mfa_reauthenticate_webauthn"),
    path("security/passkeys/<int:pk>/", security.rename_passkey, name="mfa_edit_webauthn"),
    path("security/passkeys/<int:pk>/remove/", security.remove_passkey, name="mfa_remove_webauthn"),
]
"""The names are those by which allauth finds its steps."""

own_pages = [
    path("", home.home, name="home"),
    path("escalations/<int:pk>/take/", home.take, name="take_escalation"),
    path("cases/", case_list.cases, name="case_list"),
    path("cases/<uuid:pk>/", case.case, name="case"),
    path("cases/<uuid:pk>/history/", history.case_history, name="case_history"),
    path("cases/<uuid:pk>/readers/", history.case_readers, name="case_readers"),
    path("search/", search.search, name="search"),
    path("region/", region.region, name="region"),
    path("language/", preferences.language, name="language"),
]

urlpatterns = [
    path("sign-in/", include(signing_in)),
    path("", include((own_pages, "staff"))),
    path("gallery/", include("hirz.faces.shell.gallery_urls")),
    path("cases/", include("hirz.reprisals.cases.web.urls")),
    path("submissions/", include("hirz.reprisals.intake.web.urls")),
    path("evidence/", include("hirz.reprisals.evidence.web.urls")),
    path("people/same/", include("hirz.reprisals.matching.web.urls")),
    path("people/", include("hirz.reprisals.people.web.urls")),
    path("communications/", include("hirz.reprisals.response.web.urls")),
    path("report/", include("hirz.reprisals.reporting.web.urls")),
    path("", include("hirz.regional.organisations.web.urls")),
    path("treaties/", include("hirz.regional.mechanisms.web.urls")),
    path("recommendations/", include("hirz.regional.recommendations.web.urls")),
    path("implementation/", include("hirz.regional.implementation.web.urls")),
    path("reviews/", include("hirz.regional.reviews.web.urls")),
    path("legislation/", include("hirz.regional.legislation.web.urls")),
    path("programme/", include("hirz.regional.programme.web.urls")),
    path("institutions/", include("hirz.regional.institutions.web.urls")),
    path("partners/", include("hirz.regional.partners.web.urls")),
    path("regional-reports/", include("hirz.regional.reports.web.urls")),
]
