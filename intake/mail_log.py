"""Which mails went out about an intake, and which could not be delivered. Never their words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateEvent

from intake.models import Message

# The job behind each kind of mail. A job that failed six times is given up.
KIND_OF = {
    "intake.mail_link": Message.Kind.LINK,
    "intake.renew_link": Message.Kind.LINK,
    "intake.mail_code": Message.Kind.CODE,
    "intake.remind": Message.Kind.REMINDER,
}
BY_MAIL = _("E-mail, to the address on file")  # the one way in which we write to clients


@dataclass(frozen=True)
class Line:
    """One mail: when, of which kind, and whether it left."""

    at: datetime
    kind: str
    delivered: bool
    way: str = BY_MAIL

    @property
    def word(self):
        return Message.Kind(self.kind).label


def lines(intake):
    """Newest first; three queries, however many there are."""
    sent = [Line(row.sent_at, row.kind, True) for row in intake.messages.all()]
    return sorted([*sent, *_given_up(intake)], key=lambda line: line.at, reverse=True)


def _given_up(intake):
    """The mails that no try brought on its way; jobs hold ids only."""
    codes = set(intake.passcodes.values_list("pk", flat=True))
    ends = ProcrastinateEvent.objects.filter(
        type="failed", job__task_name__in=KIND_OF, job__args__client_id=intake.client_id
    )
    for event in ends.select_related("job").order_by("pk"):
        args = event.job.args
        if args.get("intake_id") == intake.pk or args.get("passcode_id") in codes:
            yield Line(event.at, KIND_OF[event.job.task_name], False)
