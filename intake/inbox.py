"""What waits: every intake's header and how far it is, without a clinical word."""

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from intake.models import Comfort, Consent, Cushions, Decision, Goals, Intake, Pressure
from intake.models.health import Answer

SHELVES = (
    ("decide", _("To read and decide")),
    ("started", _("Started")),
    ("waiting", _("Invited")),
    ("expired", _("Link expired")),
    ("done", _("Decided")),
)


def rows(user, now):
    """The intakes `user` may list, each with its `shelf` and its count of pages with words."""
    mine = {"intake": OuterRef("pk")}
    decided = Exists(Decision.objects.filter(**mine))
    shelf = Case(
        When(Q(submitted_at__isnull=False) & decided, then=Value("done")),
        When(submitted_at__isnull=False, then=Value("decide")),
        When(lives_until__lte=now, then=Value("expired")),
        When(redeemed_at__isnull=False, then=Value("started")),
        default=Value("waiting"),
        output_field=CharField(),
    )
    found = Intake.objects.listed_for(user).select_related("client", "invited_by")
    begun = sum(
        Case(When(Exists(model.objects.filter(**mine)), then=1), default=0)
        for model in (Goals, Answer, Comfort, Cushions, Pressure, Consent)
    )
    return found.defer("asked").annotate(shelf=shelf, pages_begun=begun)


def on_shelf(found, shelf):
    """One shelf, or what is not done yet; what waits longest stands first."""
    known = shelf in dict(SHELVES)
    found = found.filter(shelf=shelf) if known else found.exclude(shelf="done")
    return found.order_by(F("submitted_at").asc(nulls_last=True), "invited_at", "pk")


def counts(found):
    """[(shelf, label, number)] in one statement."""
    plain = found.order_by().values("shelf").annotate(number=Count("pk"))
    numbers = {row["shelf"]: row["number"] for row in plain}
    return [(code, label, numbers.get(code, 0)) for code, label in SHELVES]
