"""Visits: one client, one therapist, one time. They exist whether or not anybody writes."""

import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic.models.people import Client, User
from clinic.models.rules import together


class Span(Func):
    """`tstzrange(starts_at, ends_at)`, for the rule against booking twice."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


class VisitQuerySet(models.QuerySet):
    """The words of the day list."""

    def visible_to(self, user, now=None):
        """Visits of the clients whose words `user` may read."""
        return self.filter(client__in=Client.objects.visible_to(user, now))

    def listed_for(self, user, now=None):
        """Visits whose header `user` may see: admins see all."""
        if user.is_authenticated and user.is_staff and user.is_admin:
            return self
        return self.visible_to(user, now)

    def on(self, day):
        """Visits that start on `day` (a date in the clinic's zone)."""
        start = timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
        end = timezone.make_aware(
            datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time.min)
        )
        return self.filter(starts_at__gte=start, starts_at__lt=end)

    def kept(self):
        """Visits that were not cancelled."""
        return self.filter(cancelled_at=None)


class Visit(models.Model):
    """One booked hour of one client with one therapist."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="visits")
    therapist = models.ForeignKey(
        User, models.PROTECT, related_name="visits", verbose_name=_("Therapist")
    )
    starts_at = models.DateTimeField(_("Starts"))
    ends_at = models.DateTimeField(_("Ends"))
    booked_at = models.DateTimeField(editable=False)
    booked_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancelled_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["client", "-starts_at"], name="visits_of_a_client"),
            models.Index(fields=["therapist", "starts_at"], name="visits_of_a_therapist"),
        ]
        constraints = [
            together("cancelled_at", "cancelled_by"),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at") + datetime.timedelta(minutes=5))
                & Q(ends_at__lte=F("starts_at") + datetime.timedelta(minutes=240)),
                name="visits_last_5_to_240_minutes",
            ),
            ExclusionConstraint(
                name="a_therapist_is_booked_once_at_a_time",
                expressions=[
                    ("therapist", RangeOperators.EQUAL),
                    (Span("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at=None),
            ),
        ]

    def __str__(self):
        return f"visit {self.pk}"
