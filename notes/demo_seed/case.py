"""One client's way through the clinic: added, invited, screened, booked, treated."""

import datetime

from clinic import actions as ground
from clinic import scope
from notes.demo_seed.diary import as_staff
from notes.demo_seed.form import Again, Form
from notes.demo_seed.session import Session

DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
BOOKED_BEFORE = 45 * DAY
CANCELLED_BEFORE = 4 * DAY
LENGTH = datetime.timedelta(minutes=60)
SUNDAY = 6


class Case:
    """A story, and the rows that it has become so far."""

    def __init__(self, story, number, people, diary):
        self.story, self.number, self.people, self.diary = story, number, people, diary
        self.therapist = people[story.therapist]
        self.admin = people["alex"]
        self.client, self.visits = None, []

    def plan(self):
        """Write the whole story into the diary; what lies ahead of now will not happen."""
        story, days = self.story, self._days()
        before = 24 if story.intake == "expired" else 13
        added = self.diary.moment(min(days[0], 0) - before, 8 + self.number % 9, self.number * 2)
        self.enter(added, self.add)
        if story.intake != "none":
            Form(self).plan(added)
        if story.again:
            Again(self).plan(self.diary.moment(-story.again, 19))
        for place, day in enumerate(days):
            self._plan_visit(place, self.diary.moment(day, *story.time), added)

    def _days(self):
        """The days of all visits, first one first, counted from today; Sundays are free."""
        story = self.story
        days = [story.day + story.every * week for week in range(-story.past, story.ahead)]
        days = days or [story.day]
        weekday = self.diary.today.weekday()
        return [day for day in days if day == 0 or (weekday + day) % 7 != SUNDAY] or days[-1:]

    def _plan_visit(self, place, starts_at, added):
        """One visit: booked, perhaps called off, and otherwise lived through."""
        if self.story.ahead == 0:
            return
        back = sum(day < 0 for day in self._days()) - 1 - place  # 0: the latest that took place
        visit = {}

        def book(at):
            visit["row"] = ground.book(
                self.client,
                therapist=self.therapist,
                starts_at=starts_at,
                ends_at=starts_at + LENGTH,
                by=self.therapist,
                now=at,
            )
            self.visits.append(visit["row"])

        def cancel(at):
            ground.cancel(visit["row"], by=self.therapist, now=at)

        booked = max(starts_at - BOOKED_BEFORE, added + HOUR)
        self.enter(booked, book)
        if self._is_called_off(place, back):
            self.enter(max(starts_at - CANCELLED_BEFORE, booked + HOUR), cancel)
        elif self._is_treated():
            Session(self, visit, starts_at, back).plan()

    def _is_called_off(self, place, back):
        """Now and then somebody cannot come; never today."""
        return back != -1 and (self.number * 3 + place) % 9 == 4

    def _is_treated(self):
        return self.story.intake == "reviewed" and self.story.outcome not in (
            "hold",
            "not_suitable",
        )

    def enter(self, at, deed, who=None):
        """`who`: somebody who works here; the client's therapist when nobody is named."""
        self.diary.enter(at, as_staff(who or self.therapist), deed)

    def enter_as_client(self, at, deed):
        """Something that the client does by the link. The links of the past have died: the rows
        are written with a job's reach.
        """
        home = "192.0.2.44"
        self.diary.enter(at, lambda: scope.Actor("job", client=self.client.pk, address=home), deed)

    def add(self, at):
        """The client's header."""
        story = self.story
        facts = {
            "legal_name": story.legal,
            "preferred_name": story.call,
            "pronouns": story.pronouns,
            "date_of_birth": story.born,
            "email": f"{story.legal.lower().replace(' ', '.')}@mail.example",
            "phone": f"555-01{self.number:02d}",
            "language": story.language,
        }
        by = self.therapist
        self.client = ground.add_client(facts, therapist=by, by=by, now=at)
        if story.shared:
            ground.join(self.client, self.people[story.shared], by=by, now=at)
