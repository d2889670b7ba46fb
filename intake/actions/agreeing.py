"""What a client agrees to, area by area, while the form is open."""

from django.utils import timezone

from clinic.access import refuse_if
from intake import completeness, explained, wordings
from intake.access import why_not_consent, why_not_write
from intake.actions.opening import locked
from intake.models import Consent


def consent(intake, kind, decision, limits="", *, shown=None, now=None):
    """A decision about one area, in the words shown. A newer one supersedes it.

    `shown`: what the page sent back for its words (`wordings.shown`), so that a yes is bound to
    them (domain 8.2); a no counts whatever was read.
    """
    now = now or timezone.now()
    intake = locked(intake)
    refuse_if(why_not_write(intake) or why_not_consent(intake, kind, decision, now))
    last = completeness.newest_consents(intake).get(kind)
    if last and (last.decision, last.limits) == (decision, limits) and wordings.bound(last):
        return last
    refuse_if(wordings.why_not_read(kind, decision, shown))
    language, words = wordings.read(kind, shown) or wordings.read(kind)
    return Consent.objects.create(
        client_id=intake.client_id,
        intake=intake,
        kind=kind,
        wording=words,
        wording_hash=wordings.version(kind),
        explained=explained.items(kind),
        language=language,
        decision=decision,
        limits=limits,
        decided_at=now,
        follows=last,
    )
