"""The second step of signing in, and what a person can change about it: allauth's steps on pages of ours."""

from __future__ import annotations

from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn

second_step = base.AuthenticateView.as_view(template_name="staff/sign_in/second_step.html")
overview = base.IndexView.as_view(template_name="staff/sign_in/security.html")
again_with_code = base.ReauthenticateView.as_view(template_name="staff/sign_in/again_code.html")

add_app = totp.ActivateTOTPView.as_view(template_name="staff/sign_in/app_add.html")
remove_app = totp.DeactivateTOTPView.as_view(template_name="staff/sign_in/app_remove.html")

codes = recovery.ViewRecoveryCodesView.as_view(template_name="staff/sign_in/codes.html")
new_codes = recovery.GenerateRecoveryCodesView.as_view(template_name="staff/sign_in/codes_new.html")

sign_in_with_passkey = webauthn.LoginWebAuthnView.as_view()
passkeys = webauthn.ListWebAuthnView.as_view(template_name="staff/sign_in/passkeys.html")
add_passkey = webauthn.AddWebAuthnView.as_view(template_name="staff/sign_in/passkey_add.html")
rename_passkey = webauthn.EditWebAuthnView.as_view(template_name="staff/sign_in/passkey_rename.html")
remove_passkey = webauthn.RemoveWebAuthnView.as_view(template_name="staff/sign_in/passkey_remove.html")
again_with_passkey = webauthn.ReauthenticateWebAuthnView.as_view(template_name="staff/sign_in/again_passkey.html")
