"""Every address of the house. allauth's are mounted one by one: what is not used does not exist."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.conf import settings
from django.urls import include, path, re_path

from clinic.views import clients, health, history, home, locked, people, reading, visits

ground = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("locked/", locked.locked, name="locked"),
    path("unlock/", locked.unlock, name="unlock"),
    path("clients/", clients.clients, name="clients"),
    path("clients/add/", clients.add_client, name="add_client"),
    path("clients/<int:pk>/edit/", clients.edit_client, name="edit_client"),
    path("clients/<int:pk>/book/", visits.book, name="book"),
    path("clients/<int:pk>/reading/", reading.open_reading, name="open_reading"),
    path("find/", reading.find, name="find"),
    path("visits/<int:pk>/cancel/", visits.cancel, name="cancel"),
    path("history/", history.history, name="history"),
    path("people/", people.people, name="people"),
]

sign_in = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path(
        "password/reset/sent/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/ask/", mfa.authenticate, name="mfa_authenticate"),
    path("second-factor/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-factor/codes/new/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-factor/codes/file/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("passkeys/", passkey.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/again/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/remove/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path("passkeys/<int:pk>/edit/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/sign-in/", passkey.login_webauthn, name="mfa_login_webauthn"),
]

urlpatterns = [
    path("", include((ground, "clinic"))),
    path("account/", include(sign_in)),
    path("", include("intake.urls")),
    path("", include("notes.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("clinic.demo.urls")))

handler400 = "clinic.views.errors.bad_request"
handler403 = "clinic.views.errors.forbidden"
handler404 = "clinic.views.errors.not_found"
handler500 = "clinic.views.errors.broken"
