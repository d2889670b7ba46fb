"""A client's way through the intake, as far as the story goes, and the decision about it."""

import datetime

from clinic import scope
from intake import actions, links, sheet
from intake.models import Answer, Comfort, Cushions, Goals, Pressure
from intake.models.consent import Choice, Kind
from notes.demo_seed.answers import COMFORT, CUSHIONS, DECISIONS, GOALS, PRESSURE

DAY, MINUTE = datetime.timedelta(days=1), datetime.timedelta(minutes=1)


class Form:
    """One intake of one case."""

    def __init__(self, case):
        self.case, self.story = case, case.story
        self.intake = None

    def plan(self, added):
        """Invited the day after; opened two days later; read the day after that."""
        case, how_far = self.case, self.story.intake
        recent = how_far in ("invited", "started", "sent")
        invited = case.diary.now - 4 * DAY if recent else added + 10 * MINUTE
        if how_far == "expired":
            invited = case.diary.now - 20 * DAY
        invited = max(invited, added + 5 * MINUTE)
        opened = invited + 2 * DAY + self.case.number * MINUTE
        case.enter(invited, self.invite)
        if how_far in ("started", "sent", "reviewed"):
            case.enter_as_client(opened, self.open)
        if how_far in ("sent", "reviewed"):
            case.enter_as_client(opened + 12 * MINUTE, self.send)
        if how_far == "reviewed":
            case.enter(opened + DAY, self.decide)

    def invite(self, at):
        self.intake = actions.invite(self.case.client, by=self.case.therapist, now=at)

    def open(self, at):
        """The code, and the first pages."""
        code = actions.ask_code(self.intake, now=at)
        actions.redeem(self.intake.pk, links.code(code), now=at + MINUTE)
        self._page(Goals, GOALS[self.story.theme], at + 3 * MINUTE)
        if self.story.intake == "started":
            self._page(Comfort, COMFORT[0], at + 5 * MINUTE)
        self._by_link()

    def send(self, at):
        """The rest of the pages, the agreements and the name."""
        number = self.case.number
        self._health(at)
        self._page(Comfort, COMFORT[number % len(COMFORT)], at + MINUTE)
        self._page(Cushions, CUSHIONS[self.story.theme], at + 2 * MINUTE)
        self._page(Pressure, PRESSURE[number % len(PRESSURE)], at + 3 * MINUTE)
        for kind in Kind:
            decision, limits = self._agreement(kind)
            actions.consent(self.intake, kind, decision, limits, now=at + 4 * MINUTE)
        actions.submit(self.intake, self.story.legal, now=at + 6 * MINUTE)
        self._by_link()

    def decide(self, at):
        """What the therapist made of it. Limits are asked on today's clock, whenever the visit was,
        so the decision still counts today.
        """
        facts = {"expires_on": 45} | DECISIONS[self.story.outcome]
        for name in ("until", "expires_on"):
            if name in facts:
                facts[name] = self.case.diary.today + datetime.timedelta(days=facts[name])
        if self.story.yes and facts["outcome"] == "with_changes":
            facts["reason"] = "We talked it through: steady for months, and their doctor agrees."
        actions.review(self.intake, facts, by=self.case.therapist, now=at)

    def _page(self, model, facts, at):
        actions.save_page(self.intake, model, facts, now=at)

    def _health(self, at):
        """The story's yes, and a dated no to everything else."""
        questions = sheet.questions()
        for question in questions:
            if words := self.story.yes.get(question.code):
                value = Answer.Value.YES
                actions.answer(self.intake, question, value, words, now=at - 2 * MINUTE)
        actions.none_of_these(self.intake, questions, now=at - MINUTE)

    def _agreement(self, kind):
        """Everybody agrees to some of it; nobody to all."""
        if kind in (Kind.GENERAL, Kind.GLUTEAL):
            return Choice.GIVEN, ""
        if kind == Kind.ABDOMEN:
            return Choice.LIMITS, "Over clothing first; slowly, and not below the hip bone."
        if kind == Kind.GROIN:
            return Choice.TALK, ""
        return Choice.DECLINED, ""

    def _by_link(self):
        """The history says that it was the client, and by which link."""
        scope.become(scope.link(self.intake.pk))
