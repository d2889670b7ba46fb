"""write up: a time that cannot be is said at its field, and nothing typed is lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from intake import actions
from intake.models import Referral
from tests import build
from tests.intake import build as intakes
from tests.intake.build_stops import HOUR, acting, rows, told
from tests.notes.build import screened

pytestmark = pytest.mark.django_db
TOO_LATE = "That time is still to come."


@pytest.fixture
def me():
    return build.a_user()


@pytest.fixture
def visit(me):
    client = build.a_client(me)
    screened(client, me)
    return build.a_visit(client, me)


def form_of(moment, **more):
    """What the incident's page sends for one that was at `moment`, a local time or a text."""
    typed = moment if isinstance(moment, str) else moment.strftime("%Y-%m-%dT%H:%M")
    done = {"kind": "other", "severity": "severe", "action": "Called 911.", "outcome": "At home."}
    return done | {"at": typed, "client_informed": "yes"} | more


@pytest.mark.parametrize("severity", ["mild", "severe"])
@pytest.mark.parametrize("again", [True, False])
def test_a_time_still_to_come_is_said_at_its_field(me, visit, signed_in, severity, again):
    intakes.said_at(visit, me, "RF17")
    (first,) = rows(me)
    with acting(me):
        actions.write_up(first, told(first.at), by=me)
    later = timezone.localtime(first.at) + 3 * HOUR
    sent = form_of(later, severity=severity, seen=rows(me)[-1].pk)
    if again:
        sent["follow_up_at"] = (later + HOUR).strftime("%Y-%m-%dT%H:%M")
    page = signed_in(me).post(reverse("intake:incident", args=[first.pk]), sent)
    form = page.context["form"]
    assert (page.status_code, form.errors["at"]) == (422, [TOO_LATE])
    assert ("follow_up_at" in form.errors) == (severity == "severe" and not again)
    assert all(typed in page.text for typed in ("Called 911.", "At home.", sent["at"]))
    assert len(rows(me)) == 2


@pytest.mark.parametrize("odd", ["", "0001-01-01T00:00", "9999-12-31T23:59", "soon", "2026-02-30"])
def test_an_odd_time_is_refused_and_nothing_typed_is_lost(me, visit, signed_in, odd):
    for code in ("RF17", "RF06"):
        intakes.said_at(visit, me, code)
    (first,), (other,) = rows(me), rows(me, Referral)
    browser = signed_in(me)
    sent = form_of(odd, seen=first.pk, follow_up_at=odd)
    page = browser.post(reverse("intake:incident", args=[first.pk]), sent)
    assert (page.status_code, "at" in page.context["form"].errors) == (422, True)
    assert "Called 911." in page.text
    sent = {"seen": other.pk, "urgency": "now", "to_whom": "Walk-in clinic", "told_at": odd}
    page = browser.post(reverse("intake:referral", args=[other.pk]), sent)
    assert (page.status_code, "told_at" in page.context["form"].errors) == (422, True)
    assert "Walk-in clinic" in page.text


def test_a_referral_told_later_than_now_is_said_at_its_field(me, visit, signed_in):
    intakes.said_at(visit, me, "RF06")
    (first,) = rows(me, Referral)
    later = (timezone.localtime(first.recorded_at) + HOUR).strftime("%Y-%m-%dT%H:%M")
    for to_whom in ("", "Walk-in clinic"):
        sent = {"seen": first.pk, "urgency": "now", "to_whom": to_whom, "told_at": later}
        page = signed_in(me).post(reverse("intake:referral", args=[first.pk]), sent)
        assert (page.status_code, page.context["form"].errors["told_at"]) == (422, [TOO_LATE])
