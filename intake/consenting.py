"""The second door for the floor above: what the client agrees to, today and in general."""

from django.utils import timezone
from django.utils.translation import gettext as _

from intake import explained, wordings
from intake.body import zones
from intake.models import Consent
from intake.models.consent import AGREEING, Choice, Kind, Signer

__all__ = [
    "AGREEING",
    "REFUSING",
    "Choice",
    "Kind",
    "agreed",
    "decide_at_visit",
    "not_agreed",
    "reserved",
]

REFUSING = (Choice.DECLINED, Choice.WITHDRAWN)


def agreed(client_id, visit=None):
    """{kind: decision}, the newest of each kind; a kind that was never decided is missing.

    `visit`: only what was decided at that visit. A kind agreed in the form alone still has to be
    asked again in the room.
    """
    rows = _newest(client_id)
    if visit is not None:
        rows = rows.filter(visit=visit)
    return dict(rows.values_list("kind", "decision"))


def _newest(client_id):
    """The last row of each kind; a yes on a form that was not sent is none yet."""
    rows = Consent.objects.counting().filter(client_id=client_id)
    return rows.order_by("kind", "-pk").distinct("kind")


def reserved(client_id):
    """The newest words on each area that are not a plain yes: declined, limits, talk first."""
    return [row for row in _newest(client_id) if row.decision != Choice.GIVEN]


def not_agreed(client_id):
    """{zone: sentence} of the zones whose consent was declined or withdrawn (domain 13, rule 1)."""
    return {
        zone: _("The client did not agree to this area: %(area)s.")
        % {"area": row.get_kind_display()}
        for row in reserved(client_id)
        if row.decision in REFUSING
        for zone in zones.BY_CONSENT.get(row.kind, ())
    }


def decide_at_visit(
    visit,
    kind,
    decision,
    limits="",
    signed_name="",
    *,
    mode="",
    signer_role=Signer.CLIENT,
    valid_until=None,
    shown=None,
    by,
    now=None,
    **extent,
):
    """The client says at a visit what they agree to now; a new row that follows the last one.

    `intake.actions.agree` asks first whether it may be so; this only writes. `shown`: what the
    page sent back for its words. `extent`: max_level, sides, understood, evidence.
    """
    language, words = wordings.read(kind, shown) or wordings.read(kind)
    last = Consent.objects.filter(client_id=visit.client_id, kind=kind).order_by("-pk").first()
    return Consent.objects.create(
        client_id=visit.client_id,
        visit=visit,
        kind=kind,
        wording=words,
        wording_hash=wordings.version(kind),
        explained=explained.items(kind),
        language=language,
        decision=decision,
        limits=limits,
        signed_name=signed_name,
        signer_role=signer_role,
        mode=mode,
        valid_until=valid_until,
        decided_at=now or timezone.now(),
        recorded_by=by,
        follows=last,
        **extent,
    )
