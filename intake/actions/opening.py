"""How a client comes in: a code is asked for, and redeemed by one browser.

Each action locks, asks, writes and records: all or nothing. They run inside the transaction that
`scope.acting_as` opened; a client's link is the actor.
"""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic import journey
from clinic.access import Refused, refuse_if
from clinic.audit import record
from intake import jobs, links
from intake.access import why_not_ask_code, why_not_try_code
from intake.models import Intake, Passcode


def locked(intake):
    """The intake's row, held until the end of the transaction. A link that ended is refused."""
    if getattr(intake, "is_held", False):
        return intake
    row = Intake.objects.select_for_update().filter(pk=getattr(intake, "pk", intake)).first()
    if row is None:
        raise Refused(_("This form is no longer open."))
    return row


def ask_code(intake, *, now=None):
    """A new code goes to the address on file; it ends every older one."""
    now = now or timezone.now()
    intake = locked(intake)
    refuse_if(why_not_ask_code(intake, now))
    passcode = Passcode.objects.create(
        intake=intake, client_id=intake.client_id, nonce=links.fresh(), sent_at=now
    )
    jobs.mail_code.defer(passcode_id=passcode.pk, client_id=intake.client_id)
    return passcode


def why_shut(intake_id):
    """The sentence of a link that takes no code any more, or None."""
    return why_not_try_code(locked(intake_id))


def redeem(intake_id, typed, *, now=None):
    """Trade the newest code for a browser's nonce; None when it is not the code.

    One conditional UPDATE decides, so that of many at once exactly one comes in, and no more than
    three wrong tries are ever counted out. The intake counts them on from code to code.
    """
    now = now or timezone.now()
    newest = Passcode.objects.filter(intake=intake_id).order_by("-pk").first()
    if newest is None:
        return None
    good = Passcode.objects.filter(
        pk=newest.pk, used_at=None, tries__lt=Passcode.TRIES, sent_at__gt=now - links.CODE_LASTS
    )
    if not links.same_code(newest, typed):
        if good.update(tries=F("tries") + 1):
            few = Intake.objects.filter(pk=intake_id, misses__lt=Intake.MISSES)
            few.update(misses=F("misses") + 1)
        return None
    if not good.update(used_at=now):
        return None
    intake = locked(intake_id)
    if intake.is_shut:
        return None
    intake.browser, intake.redeemed_at = links.fresh(), intake.redeemed_at or now
    intake.misses = 0
    intake.save(update_fields=["browser", "redeemed_at", "misses"])
    record(journey.INTAKE_REDEEMED, intake, client=intake.client_id, now=now)
    return intake.browser
