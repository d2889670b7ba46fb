"""Who is not of age yet, and what that changes in the form (domain 8.6)."""

import unicodedata

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy

from intake.models.consent import AREAS, Kind
from intake.models.signature import Role

YOUNG = 16  # under this age nobody works on zones Z4 to Z6
NOT_FOR_THE_YOUNG = (Kind.GROIN, Kind.INNER_THIGH)
FOR_MINORS = (Kind.GUARDIAN, Kind.ASSENT)
OWN_NAME = gettext_lazy(
    "This is the name of the person under age. A parent or guardian signs with their own; when "
    "both have the same name, add “senior”."
)


def age(intake, now=None):
    """Whole years on the clinic's day, from the form, else from our record; None when unknown."""
    born = getattr(getattr(intake, "about", None), "date_of_birth", None)
    born = born or intake.client.date_of_birth
    if born is None:
        return None
    day = timezone.localdate(now)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_minor(intake, now=None):
    """Does a parent or guardian decide along? An unknown age counts as of age."""
    years = age(intake, now)
    return years is not None and years < settings.MAJORITY_AGE


def is_young(intake, now=None):
    """Under sixteen: some areas are not offered."""
    years = age(intake, now)
    return years is not None and years < YOUNG


def areas(intake, now=None):
    """The areas that this person is asked about."""
    left_out = NOT_FOR_THE_YOUNG if is_young(intake, now) else ()
    return tuple(kind for kind in AREAS if kind not in left_out)


def decisions(intake, now=None):
    """Everything that is decided on the page of agreements, in order."""
    return areas(intake, now) + (FOR_MINORS if is_minor(intake, now) else ())


def signer_role(intake, now=None):
    """Who signs: the client, or for a minor the guardian."""
    return Role.GUARDIAN if is_minor(intake, now) else Role.CLIENT


def signer(intake, now=None):
    """The name on the first page of whoever signs; empty when it is not there."""
    about = getattr(intake, "about", None)
    field = "guardian_name" if is_minor(intake, now) else "legal_name"
    return getattr(about, field, "").strip()


def own_names(intake):
    """What this person is called, on the form and in our record."""
    known = (getattr(intake, "about", None), intake.client)
    return tuple(
        name for row in known if row for name in (row.legal_name, row.preferred_name) if name
    )


def signed_otherwise(intake):
    """Did somebody of age sign with a name that neither the form nor our record calls them?

    Names change and nicknames are names, so it is sent all the same; whoever reads it asks.
    """
    own = intake.signer_role == Role.CLIENT
    return own and not is_one_of(intake.signer_name, own_names(intake))


def is_one_of(name, names):
    """Is it one of these, however it is typed: capitals, accents in two ways, spaces?"""
    return plain(name) in {plain(other) for other in names}


def plain(name):
    """A name however it is typed."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
