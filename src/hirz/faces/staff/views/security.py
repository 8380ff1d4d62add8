"""The second step of signing in, and what a person can change about it: allauth's steps on pages of ours."""

from __future__ import annotations

from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hirz.faces.staff import session_life
from hirz.foundation.accounts.models import User
from hirz.foundation.staffing.actions import sign_out_everywhere


class AddApp(totp.ActivateTOTPView):  # type: ignore[misc]
    def form_valid(self, form: Form) -> HttpResponse:
        return _enrolled(self.request, super().form_valid(form))


class AddPasskey(webauthn.AddWebAuthnView):  # type: ignore[misc]
    def form_valid(self, form: Form) -> HttpResponse:
        return _enrolled(self.request, super().form_valid(form))


def _enrolled(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """To add a second factor is to show it."""
    if isinstance(request.user, User):
        session_life.note_second_factor(request.session, request.user)
    return response


second_step = base.AuthenticateView.as_view(template_name="staff/sign_in/second_step.html")
overview = base.IndexView.as_view(template_name="staff/sign_in/security.html")
again_with_code = base.ReauthenticateView.as_view(template_name="staff/sign_in/again_code.html")

add_app = AddApp.as_view(template_name="staff/sign_in/app_add.html")
remove_app = totp.DeactivateTOTPView.as_view(template_name="staff/sign_in/app_remove.html")

codes = recovery.ViewRecoveryCodesView.as_view(template_name="staff/sign_in/codes.html")
new_codes = recovery.GenerateRecoveryCodesView.as_view(template_name="staff/sign_in/codes_new.html")

sign_in_with_passkey = webauthn.LoginWebAuthnView.as_view()
passkeys = webauthn.ListWebAuthnView.as_view(template_name="staff/sign_in/passkeys.html")
add_passkey = AddPasskey.as_view(template_name="staff/sign_in/passkey_add.html")
rename_passkey = webauthn.EditWebAuthnView.as_view(template_name="staff/sign_in/passkey_rename.html")
remove_passkey = webauthn.RemoveWebAuthnView.as_view(template_name="staff/sign_in/passkey_remove.html")
again_with_passkey = webauthn.ReauthenticateWebAuthnView.as_view(template_name="staff/sign_in/again_passkey.html")


def everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of the person who asks, this one included."""
    user = request.user
    if not isinstance(user, User):
        return redirect_to_login(request.get_full_path())
    if request.method != "POST":
        return render(request, "staff/sign_in/everywhere.html")
    sign_out_everywhere(user=user, by=user)
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")
