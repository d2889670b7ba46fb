"""The demo's invented past: whole, believable, and silent."""

import collections

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from clinic import scope
from clinic.models import AuditEntry, Client, User, Visit
from intake import summary
from intake.models import Decision, Intake
from notes import demo_seed
from notes.models import Note


def test_the_demo_is_whole_believable_and_silent(db):
    """One test, because living through half a year takes its time."""
    demo_seed.load()
    assert demo_seed.is_loaded()
    with scope.acting_as(scope.staff(User.objects.get(name="Alex Placeholder"))):
        every_state_is_there()
        the_first_therapist_has_a_full_day_and_the_second_other_clients()
        the_past_has_happened_in_order_and_sent_no_mail()


def every_state_is_there():
    assert (User.objects.count(), Client.objects.count()) == (4, 25)
    assert 120 <= Visit.objects.count() <= 170
    states = {
        "notes": set(Note.objects.values_list("state", flat=True)),
        "intakes": set(Intake.objects.values_list("state", flat=True)),
        "decisions": set(Decision.objects.values_list("outcome", flat=True)),
    }
    assert states == {
        "notes": set(Note.State.values),
        "intakes": set(Intake.State.values),
        "decisions": {
            "go_ahead",
            "with_changes",
            "no_abdominal_pressure",
            "hold",
            "not_suitable",
        },
    }
    assert Intake.objects.waiting().filter(lives_until__lt=timezone.now()).count() == 1


def the_first_therapist_has_a_full_day_and_the_second_other_clients():
    robin, tove = User.objects.get(name="Robin Sample"), User.objects.get(name="Tove Testwell")
    assert robin.visits.on(timezone.localdate()).count() == 5
    theirs = [
        set(Client.objects.visible_to(who).values_list("pk", flat=True)) for who in (robin, tove)
    ]
    assert theirs[0] & theirs[1] == set()
    words = [word for chips in summary.hints(theirs[0]).values() for _kind, word in chips]
    assert {"Go ahead", "Intake waiting", "Intake to read", "Decision expired"} <= set(words)


def the_past_has_happened_in_order_and_sent_no_mail():
    moments = list(AuditEntry.objects.order_by("id").values_list("at", flat=True))
    assert max(moments) <= timezone.now()
    falls_back = [earlier - later for earlier, later in zip(moments, moments[1:], strict=False)]
    assert max(falls_back).total_seconds() <= 15 * 60
    kinds = collections.Counter(AuditEntry.objects.values_list("actor", flat=True))
    assert set(kinds) == {"staff", "link"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (0,)


def test_it_is_for_demos_only(settings, db):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("seed_demo")
    assert User.objects.count() == 0
