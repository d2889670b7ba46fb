"""A row that stops less is confirmed in words, and every therapist is told (domain 3.4)."""

import datetime

import pytest
from django.utils import timezone

from clinic import scope
from intake.models import RuleChange
from tests import build
from tests.intake.test_screening_page import DIRECT, PAGE, REVIEWER, change, posted

pytestmark = pytest.mark.django_db
STOP = "RF05"
SAID = f"The screening table was loosened: {STOP}, by"
MILDER = {"severity": "A", "zones": DIRECT, "instead": True, **REVIEWER}


def test_what_no_longer_stops_a_visit_is_read_before_it_counts(signed_in):
    admin = signed_in(build.an_admin())
    sent = posted(**MILDER)
    page = admin.post(f"{PAGE}{STOP}/", sent)
    assert (page.status_code, RuleChange.objects.count()) == (422, 0)
    assert "Nothing is changed yet." in page.text
    assert "a yes weighs “Adjust” instead, whatever else is answered" in page.text
    admin.post(f"{PAGE}{STOP}/", sent | {"severity": "S", "confirmed": "A"})
    assert RuleChange.objects.count() == 0
    admin.post(f"{PAGE}{STOP}/", sent | {"confirmed": "A"})
    assert RuleChange.objects.get().severity == "A"


def test_every_therapist_reads_it_for_thirty_days(signed_in):
    me = signed_in(build.a_user())
    change(STOP, now=timezone.now() - datetime.timedelta(days=31), **MILDER)
    assert SAID not in me.get("/today/").text
    change(STOP, now=timezone.now() - datetime.timedelta(days=29), **MILDER)
    text = me.get("/today/").text
    assert SAID in text
    assert "reviewed by Sample Reviewer, family doctor" in text


def test_what_adds_or_never_stopped_a_visit_is_not_told(signed_in):
    by = build.an_admin()
    with scope.acting_as(scope.staff(by)):
        change(STOP, by, severity="A", zones=DIRECT)
        change("NE01", by, **MILDER | {"cap": 3})
    assert "was loosened" not in signed_in(build.a_user()).get("/today/").text
