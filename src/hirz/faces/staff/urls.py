"""Every address of the staff face. Below /sign-in/ allauth does the work; the rest names its permission."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import include, path

from hirz.faces.staff.views import case, case_list, history, home, preferences, search, sign_in

signing_in = [
    path("", sign_in.sign_in, name="account_login"),
    path("out/", sign_in.sign_out, name="account_logout"),
    path("demo/", sign_in.choose_person, name="choose_person"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", sign_in.password, name="account_change_password"),
    path("second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("security/", mfa.index, name="mfa_index"),
    path("security/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("security/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("security/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("security/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("security/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("security/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("security/passkeys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("security/passkeys/again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("security/passkeys/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("security/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
]

own_pages = [
    path("", home.home, name="home"),
    path("escalations/<int:pk>/take/", home.take, name="take_escalation"),
    path("cases/", case_list.cases, name="case_list"),
    path("cases/<uuid:pk>/", case.case, name="case"),
    path("cases/<uuid:pk>/history/", history.case_history, name="case_history"),
    path("search/", search.search, name="search"),
    path("language/", preferences.language, name="language"),
]

urlpatterns = [
    path("sign-in/", include(signing_in)),
    path("", include((own_pages, "staff"))),
    path("cases/", include("hirz.reprisals.cases.web.urls")),
    path("submissions/", include("hirz.reprisals.intake.web.urls")),
    path("people/", include("hirz.reprisals.people.web.urls")),
    path("communications/", include("hirz.reprisals.response.web.urls")),
    path("report/", include("hirz.reprisals.reporting.web.urls")),
]
