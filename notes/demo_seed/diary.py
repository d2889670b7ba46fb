"""What happened when: every deed of the invented past, done in the order of time."""

import datetime
import heapq
import itertools

from django.utils import timezone

from clinic import scope

FROM = "192.0.2.17"  # an address that belongs to nobody


class Diary:
    """Deeds with their moments. Those that lie ahead of `now` have not happened, and never do."""

    def __init__(self, now):
        self.now = now
        self.today = timezone.localdate(now)
        self._deeds, self._order = [], itertools.count()

    def moment(self, days, hour, minute=0):
        """So many days from today, at that time on the clinic's clock."""
        naive = datetime.datetime.combine(
            self.today + datetime.timedelta(days=days), datetime.time(hour, minute)
        )
        return timezone.make_aware(naive)

    def enter(self, at, actor, deed):
        """`deed(at)` is done at that moment; `actor`: a function that answers in whose name."""
        heapq.heappush(self._deeds, (at, next(self._order), actor, deed))

    def live(self):
        """Do everything until now; a deed may enter later ones."""
        while self._deeds and self._deeds[0][0] <= self.now:
            at, _number, actor, deed = heapq.heappop(self._deeds)
            with scope.acting_as(actor()):
                deed(at)


def as_staff(user):
    """In the name of somebody who works here."""
    return lambda: scope.staff(user, FROM)
