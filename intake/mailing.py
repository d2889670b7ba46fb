"""One mail to a client: their language, no word about health, and a row that says it was sent.

Mail is sent at least once. The row is written right after the mail, in the same transaction, and a
job that finds its row sends nothing; only a server that stops between the two sends a second mail.
"""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from intake import links
from intake.models import Message

SUBJECTS = {
    Message.Kind.LINK: lambda facts: _("A form to fill in before your visit"),
    Message.Kind.CODE: lambda facts: _("%(code)s is your code") % {"code": facts["code"]},
    Message.Kind.REMINDER: lambda facts: _("Your form is waiting"),
}


def send(intake, kind, facts, *, now=None):
    """A mail of `kind` with a text and an HTML part to the address on file; the row about it."""
    from clinic.context import house

    client = intake.client
    with translation.override(client.language or settings.LANGUAGE_CODE):
        facts = house(None) | facts
        text = render_to_string(f"intake/mail/{kind}.txt", facts)
        mail = EmailMultiAlternatives(SUBJECTS[kind](facts), text, to=[client.email])
        html = render_to_string(f"intake/mail/{kind}.html", facts)
        mail.attach_alternative(html, "text/html")
        mail.send()
    return Message.objects.create(
        intake=intake, client_id=intake.client_id, kind=kind, sent_at=now or timezone.now()
    )


def about_link(intake):
    """What a mail about the form says: the link, its last day, and whether answers are kept."""
    return {
        "address": links.address(intake),
        "until": timezone.localtime(intake.lives_until),
        "returning": intake.follows_id is not None,
    }


def sent_since(intake, moment, *kinds):
    """Did a mail of one of these kinds go out at or after `moment`?"""
    return Message.objects.filter(intake=intake, kind__in=kinds, sent_at__gte=moment).exists()
