"""What waits: every intake's header and how far it is, without a clinical word."""

from dataclasses import dataclass

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from clinic import asking
from clinic.models import CarePlace, Client, User
from intake import headers, sheet
from intake.gate import lasting
from intake.models import (
    SECTIONS,
    Answer,
    Consent,
    Intake,
    Message,
)
from intake.models.consent import AREAS
from intake.same_person import DIFFERS

SHELVES = (
    ("decide", _("To read and decide")),
    ("started", _("Started")),
    ("waiting", _("Invited")),
    ("expired", _("Link expired")),
    ("done", _("Decided")),
)
PAGES = len(SECTIONS) + 2  # health and agreements besides


@dataclass(frozen=True)
class Asked:
    """The filters of the page; what is not known is not asked for."""

    shelf: str = ""
    words: str = ""
    therapist: int | None = None
    differs: bool = False

    @property
    def is_narrow(self):
        return self != Asked()


def asked_for(given):
    """The filters in the page's address."""
    shelf = given.get("shelf", "")
    return Asked(
        shelf if shelf in dict(SHELVES) else "",
        asking.words(given),
        asking.number(given, "therapist"),
        "differs" in given,
    )


def rows(user, now):
    """The intakes `user` may list, each with its `shelf`, what it `needs`, and how far it is."""
    found = (
        Intake.objects.listed_for(user)
        .filter(withdrawn_at=None)
        .select_related("client", "invited_by")
    )
    found = found.defer("asked", "last_time").annotate(**headers.needs(now))
    shelf = Case(
        When(needs__in=headers.WAITS, then=Value("decide")),
        When(submitted_at__isnull=False, then=Value("done")),
        When(lives_until__lte=now, then=Value("expired")),
        When(redeemed_at__isnull=False, then=Value("started")),
        default=Value("waiting"),
        output_field=CharField(),
    )
    mail = Message.objects.filter(intake=OuterRef("pk")).exclude(kind=Message.Kind.CODE)
    return found.annotate(
        shelf=shelf,
        mail_kind=Subquery(mail.order_by("-pk").values("kind")[:1]),
        mail_at=Subquery(mail.order_by("-pk").values("sent_at")[:1]),
        differs=Case(When(DIFFERS, then=True), default=False),
        **_how_far(),
    )


def _how_far():
    """Pages begun, and how many questions and agreements have an answer."""
    mine = {"intake": OuterRef("pk")}
    begun = sum(
        Case(When(Exists(model.objects.filter(**mine)), then=1), default=0)
        for model in (*SECTIONS, Answer, Consent)
    )
    return {
        "pages_begun": begun,
        "questions_answered": _how_many(Answer.objects.filter(**mine), "question"),
        "areas_decided": _how_many(Consent.objects.filter(**mine), "kind"),
    }


def _how_many(found, column):
    number = found.order_by().values("intake").annotate(n=Count(column, distinct=True))
    return Coalesce(Subquery(number.values("n"), output_field=IntegerField()), 0)


def chosen(found, asked, user):
    """The same rows for one name, one therapist's clients, or a date of birth that differs."""
    if asked.words:
        found = found.filter(client__in=Client.objects.listed_for(user).named(asked.words))
    if asked.therapist and user.is_admin:
        places = CarePlace.objects.filter(user=asked.therapist, left_at=None)
        found = found.filter(client__in=places.values("client"))
    return found.filter(differs=True) if asked.differs else found


def on_shelf(found, shelf):
    """One shelf, or what is not done yet; what waits longest stands first."""
    found = found.filter(shelf=shelf) if shelf else found.exclude(shelf="done")
    return found.order_by(F("submitted_at").asc(nulls_last=True), "invited_at", "pk")


def counts(found):
    """[(shelf, label, number)] in one statement."""
    plain = found.order_by().values("shelf").annotate(number=Count("pk"))
    numbers = {row["shelf"]: row["number"] for row in plain}
    return [(code, label, numbers.get(code, 0)) for code, label in SHELVES]


def measure(page):
    """Sets `percent` on each row of a page: every page of the form weighs the same.

    And `asks`: in words, what has ended the decision about it.
    """
    questions = len(sheet.questions())
    for row in page:
        whole = row.pages_begun - (row.questions_answered > 0) - (row.areas_decided > 0)
        parts = _part(row.questions_answered, questions) + _part(row.areas_decided, len(AREAS))
        row.asks = lasting.SHORT.get(row.needs, "")
        row.percent, row.pages = round(100 * (whole + parts) / PAGES), PAGES


def _part(done, of_all):
    return min(done / of_all, 1) if of_all else 0


def therapists(user):
    """For an admin's filter: who has clients here."""
    if not user.is_admin:
        return []
    return list(User.objects.filter(is_therapist=True, is_active=True).order_by("name"))
