"""The password, asked again of somebody who is signed in: to unlock, and to sign."""

from django.utils.translation import gettext as _

from clinic import throttle

MOST, SECONDS = 5, 300


def why_not_password(user, password):
    """The sentence that refuses, or None when it is their password.

    Five tries in five minutes for each person. The counter is not the sign-in page's: strangers
    who guess there cannot keep a therapist from signing a note.
    """
    if not throttle.one_more("password", user.pk, most=MOST, seconds=SECONDS):
        return _("That was tried too often. Please wait five minutes.")
    if not user.check_password(password):
        return _("That is not your password. Nothing is lost; please try again.")
    throttle.forget("password", user.pk)
    return None
