"""How staff sign in: what we ask of django-allauth beyond its settings."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.views.debug import SafeExceptionReporterFilter

from clinic import journey, scope
from clinic.audit import record
from clinic.middleware.scope import address_of

SECOND_FACTOR = "second_factor"  # the session's memory that a second factor was shown


class NoSignUp(DefaultAccountAdapter):
    """Accounts are made by admins. Who comes in stands in the history."""

    def is_open_for_signup(self, request):
        return False

    def post_login(self, request, user, **facts):
        scope.become(scope.staff(user, address_of(request)))
        record(journey.SIGNED_IN, user)
        return super().post_login(request, user, **facts)


def _box():
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"second factor:" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class SealedSecrets(DefaultMFAAdapter):
    """Second-factor secrets are encrypted before they are stored."""

    def encrypt(self, text):
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _box().decrypt(encrypted_text.encode()).decode()


class TellNothing(SafeExceptionReporterFilter):
    """Error reports carry no posted words and no local variables."""

    def get_post_parameters(self, request):
        return {name: self.cleansed_substitute for name in getattr(request, "POST", {})}

    def get_traceback_frame_variables(self, request, tb_frame):
        return []


def has_second_factor(request):
    """Was a second factor shown in this session (or set up in it)?

    Without one, staff reach only the pages that set it up.
    """
    if request.session.get(SECOND_FACTOR):
        return True
    shown = any(entry["method"] == "mfa" for entry in get_authentication_records(request))
    if (
        shown
        or Authenticator.objects.filter(
            user=request.user, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        ).exists()
    ):
        request.session[SECOND_FACTOR] = True
        return True
    return False
