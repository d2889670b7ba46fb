"""A small world for the access table: one client in a care team, and everybody who might ask."""

import contextlib
import datetime
from dataclasses import dataclass

from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from clinic import actions, scope
from clinic.sign_in import SECOND_FACTOR
from intake.models import Incident, Referral
from tests import build
from tests.intake import build as intake_build
from tests.intake.build_letters import a_clearance
from tests.notes import build as notes_build

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ROLES = ("anonymous", "link", "inside", "outside", "admin", "reason")


@dataclass
class World:
    """The people, and the ids that routes are asked with."""

    inside: object
    outside: object
    admin: object
    reason: object
    client: object
    intake: object
    sent: object
    visit: object
    note: object
    signed: object
    treatment: object
    token: str
    letter: object = None
    incident: object = None
    referral: object = None

    def kwargs(self, route):
        """The arguments of `route`, all of them about the one client."""
        name, _, verb = route.partition(":")
        known = {
            "intake:open": {"token": self.token},
            "intake:code": {"token": self.token},
            "intake:resend": {"token": self.token},
            "intake:page": {"slug": "goals"},
            "intake:change_rule": {"code": "CV05"},
            "intake:astray": {"token": f"{self.token}/&data=05"},
            "intake:invite": {"client": self.client.pk},
            "intake:record_incident": {"client": self.client.pk},
            "intake:hand_over": {"client": self.client.pk},
            "intake:resend_link": {"pk": self.intake.pk},
            "intake:review": {"pk": self.sent.pk},
            "intake:triage": {"pk": self.sent.pk},
            "intake:confirm_person": {"pk": self.sent.pk},
            "intake:observe": {"pk": self.sent.pk, "code": "CV05"},
            "intake:clear": {"pk": self.sent.pk, "code": "CV05"},
            "intake:letter": {"pk": self.letter and self.letter.pk},
            "intake:revoke_clearance": {"pk": self.letter and self.letter.pk},
            "intake:ask_today": {"pk": self.visit.pk},
            "intake:agree_today": {"pk": self.visit.pk},
            "intake:incident": {"pk": self.incident and self.incident.pk},
            "intake:referral": {"pk": self.referral and self.referral.pk},
            "intake:withdraw": {"pk": self.intake.pk},
            "intake:mails": {"pk": self.intake.pk},
            "intake:print": {"pk": self.sent.pk},
            "intake:print_copy": {"pk": self.sent.pk},
            "clinic:cancel": {"pk": self.visit.pk},
            "notes:start": {"pk": self.visit.pk},
            "notes:untreat": {"pk": self.note.pk, "row": self.treatment.pk},
            "notes:record": {"pk": self.client.pk},
            "notes:room_card": {"pk": self.client.pk},
            "notes:export": {"pk": self.client.pk},
            "notes:download": {"pk": self.client.pk, "kind": "json"},
            "demo:enter": {"slug": "alex"},
            "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
        }
        if route in known:
            return known[route]
        if route in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
            return {"pk": 1}
        if name == "clinic" and verb in ("edit_client", "book", "open_reading"):
            return {"pk": self.client.pk}
        if name == "notes" and verb not in ("today", "queue"):
            return {"pk": self.note.pk}
        return {}

    def address(self, route, **changed):
        """The path of `route`; `changed` replaces arguments (a missing row, a stranger's)."""
        name, _, state = route.partition("#")
        ids = self.kwargs(name)
        if state == "signed":
            ids["pk"] = self.signed.pk
        return reverse(name, kwargs={**ids, **changed})

    def browser(self, role):
        """A browser of that role, as it would come."""
        browser = Browser(raise_request_exception=False)
        if role == "anonymous":
            return browser
        if role == "link":
            session = browser.session
            session.update(intake_build.visiting(self.intake))
            session.save()
            browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
            return browser
        browser.force_login(getattr(self, role), backend=BACKEND)
        session = browser.session
        session[SECOND_FACTOR] = True
        session.save()
        return browser


def a_world():
    """Build it through the real actions."""
    inside, outside = build.a_user(), build.a_user()
    admin, reason = build.an_admin(), build.an_admin()
    client = build.a_client(inside)
    sent = intake_build.a_submitted_intake(client=client, therapist=inside)
    intake_build.decide(sent, inside)
    intake, token = intake_build.an_open_intake(client=client, therapist=inside)
    note = notes_build.a_note(client=client, therapist=inside)
    treatment = notes_build.a_treatment(note)
    later = timezone.now().replace(microsecond=0) + datetime.timedelta(hours=3)
    earlier = later - datetime.timedelta(hours=6)
    done = build.a_visit(client, inside, starts_at=earlier)
    signed = notes_build.a_signed_note(notes_build.a_note(visit=done))
    visit = build.a_visit(client, inside, starts_at=later)
    with scope.acting_as(scope.staff(reason)):
        actions.open_reading(client.pk, "Checking a complaint of the client.", by=reason)
    letter = a_clearance(intake_build.observed(sent, inside, "CV05"), inside)
    told = {"client": client, "visit": visit, "code": "RF17", "why": "Chest pain?"}
    told |= {"recorded_at": later, "recorded_by": inside}
    with scope.acting_as(scope.staff(inside)):
        incident = Incident.objects.create(**told, at=later)
        referral = Referral.objects.create(**told, urgency="today")
    return World(
        inside,
        outside,
        admin,
        reason,
        client,
        intake,
        sent,
        visit,
        note,
        signed,
        treatment,
        token,
        letter=letter,
        incident=incident,
        referral=referral,
    )


@contextlib.contextmanager
def undone():
    """What happens inside is taken back."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)
