"""What people do on the ground floor. Each locks, asks, writes and records: all or nothing.

They run inside the transaction that `scope.acting_as` opened.
"""

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic import journey
from clinic.access import (
    READING_LASTS,
    Refused,
    refuse_if,
    why_not_add_client,
    why_not_book,
    why_not_cancel,
    why_not_join,
    why_not_open_reading,
)
from clinic.audit import record
from clinic.models import Client, Reading, Visit

FACTS = ("legal_name", "preferred_name", "pronouns", "date_of_birth", "email", "phone")
BOOKED_ONCE = "a_therapist_is_booked_once_at_a_time"
STARTED_STAYS = "started_visits_are_not_cancelled"
# The floors above hang here what else booking means: `after(visit, by, now)` answers with a
# sentence for whoever booked, or None. It is part of the booking: if it fails, nothing is booked.
AFTER_BOOKING = []


def add_client(facts, *, therapist, by, now=None):
    """A new client in the care team of `therapist`. `facts`: values by the names in FACTS.

    The place in the team comes first, under an id that is already reserved: row security lets
    nobody write a client whom they could not read.
    """
    now = now or timezone.now()
    refuse_if(why_not_add_client(by, therapist))
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('clinic_client', 'id'))")
        (pk,) = cursor.fetchone()
    client = Client(pk=pk, added_at=now, added_by=by, **facts)
    join(client, therapist, by=by, now=now)
    client.save(force_insert=True)
    record(journey.CLIENT_ADDED, client, client=client, now=now)
    return client


def edit_client(client, facts, *, by, now=None):
    """Put right a client's name, date of birth or address. `facts`: any of the names in FACTS."""
    client = Client.objects.select_for_update().get(pk=client.pk)
    changed = [name for name in FACTS if name in facts and getattr(client, name) != facts[name]]
    for name in changed:
        setattr(client, name, facts[name])
    if changed:
        client.save(update_fields=changed)
        record(journey.CLIENT_EDITED, client, client=client, now=now)
    return client


def join(client, user, *, by, now=None):
    """Give `user` a place in the client's care team; whoever has one keeps it, unrecorded."""
    refuse_if(why_not_join(user))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clinic_join(%s, %s, %s)", [client.pk, user.pk, now or timezone.now()]
        )
        (place,) = cursor.fetchone()
    if place:
        record(journey.TEAM_JOINED, f"clinic.careplace:{place}", client=client, now=now)


def book(client, *, therapist, starts_at, ends_at, by, now=None):
    """A visit from `starts_at` to `ends_at` (aware moments); `therapist` joins the care team.

    Raises Refused when the moment does not allow it or the therapist is booked already. The
    database decides that, so two people who book at once cannot both win. What else it led to is
    said in `visit.sentences`.
    """
    now = now or timezone.now()
    refuse_if(why_not_book(therapist, starts_at, ends_at, now))
    visit = Visit(
        client=client,
        therapist=therapist,
        starts_at=starts_at,
        ends_at=ends_at,
        booked_at=now,
        booked_by=by,
    )
    try:
        with transaction.atomic():
            visit.save(force_insert=True)
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != BOOKED_ONCE:
            raise
        raise Refused(_taken(visit)) from None
    join(client, therapist, by=by, now=now)
    record(journey.VISIT_BOOKED, visit, client=client, now=now)
    said = [after(visit, by, now) for after in AFTER_BOOKING]
    visit.sentences = [sentence for sentence in said if sentence]
    return visit


def _taken(visit):
    """Who is booked, and when, as far as the person who asks may know."""
    therapist = visit.therapist
    other = Visit.objects.kept().filter(
        therapist=therapist, starts_at__lt=visit.ends_at, ends_at__gt=visit.starts_at
    )
    if not (other := other.first()):
        return _("%(name)s already has a visit at that time.") % {"name": therapist.name}
    return _("%(name)s already has a visit from %(start)s to %(end)s.") % {
        "name": therapist.name,
        "start": f"{timezone.localtime(other.starts_at):%H:%M}",
        "end": f"{timezone.localtime(other.ends_at):%H:%M}",
    }


def cancel(visit, *, by, now=None):
    """The visit will not take place; the hour is free again.

    Whether it was started only the floor above knows, and the database says it.
    """
    now = now or timezone.now()
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    refuse_if(why_not_cancel(visit, now))
    visit.cancelled_at, visit.cancelled_by = now, by
    try:
        with transaction.atomic():
            visit.save(update_fields=["cancelled_at", "cancelled_by"])
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != STARTED_STAYS:
            raise
        raise Refused(_("This visit was started; its note stays.")) from None
    record(journey.VISIT_CANCELLED, visit, client=visit.client_id, now=now)
    return visit


def open_reading(client_id, reason, *, by, now=None):
    """`by` says why they need to read this record, and may for the next fifteen minutes."""
    now = now or timezone.now()
    refuse_if(why_not_open_reading(reason))
    reading = Reading.objects.create(
        client_id=client_id, user=by, reason=reason, opened_at=now, until=now + READING_LASTS
    )
    record(journey.READING_OPENED, reading, client=client_id, now=now)
    return reading
