"""A client's way through the intake, as far as the story goes, and the decision about it."""

import datetime

from django.utils import translation

from clinic import scope
from intake import actions, links, minors, returning, sheet
from intake.gate import grounds
from intake.models import About, Answer, Comfort, Cushions, Goals, Pressure
from intake.models.consent import Choice, Kind
from notes.demo_seed.answers import COMFORT, CUSHIONS, DECISIONS, GOALS, PRESSURE
from notes.demo_seed.bodies import LETTERS, MARKS, about, details

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
        if how_far == "invited":  # one letter of the address was wrong at first
            case.enter(invited + 3 * MINUTE, self.withdraw)
            case.enter(invited + 5 * MINUTE, self.invite)
        if how_far in ("started", "sent", "reviewed"):
            case.enter_as_client(opened, self.open)
        if how_far in ("sent", "reviewed"):
            case.enter_as_client(opened + 12 * MINUTE, self.send)
        if how_far == "reviewed":
            if self.story.call in LETTERS:
                case.enter(opened + DAY / 2, self.letter)
            case.enter(opened + DAY, self.decide)

    def invite(self, at):
        self.intake = actions.invite(self.case.client, by=self.case.therapist, now=at)

    def withdraw(self, at):
        actions.withdraw(self.intake, by=self.case.therapist, now=at)

    def open(self, at):
        """The code, and the first pages."""
        code = actions.ask_code(self.intake, now=at)
        actions.redeem(self.intake.pk, links.code(code), now=at + MINUTE)
        self._page(About, about(self.story, self.case.number), at + 2 * MINUTE)
        self._page(Goals, GOALS[self.story.theme], at + 3 * MINUTE)
        for region, side, kind, number, felt in MARKS[self.story.theme]:
            moment = at + 4 * MINUTE
            actions.mark(self.intake, region, side, kind, number, felt, now=moment)
        if self.story.intake == "started":
            self._page(Comfort, self._comfort(0), at + 5 * MINUTE)
        self._by_link()

    def send(self, at):
        """The rest of the pages, the agreements and the name."""
        number = self.case.number
        with translation.override(self.story.language):
            self._health(at)
            self._page(Comfort, self._comfort(number), at + MINUTE)
            self._page(Cushions, CUSHIONS[self.story.theme], at + 2 * MINUTE)
            self._page(Pressure, PRESSURE[number % len(PRESSURE)], at + 3 * MINUTE)
            self._agree(at + 4 * MINUTE)
            actions.submit(self.intake, self.story.legal, now=at + 6 * MINUTE)
        self._by_link()

    def _comfort(self, number):
        """Whoever marked a place to avoid does not say that there is none."""
        facts = dict(COMFORT[number % len(COMFORT)])
        if any(kind == "avoid" for _region, _side, kind, *_more in MARKS[self.story.theme]):
            facts["nothing_to_avoid"] = False
        return facts

    def _agree(self, at):
        for kind in minors.decisions(self.intake, at):
            decision, limits = self._agreement(kind)
            actions.consent(self.intake, kind, decision, limits, now=at)

    def letter(self, at):
        """A doctor's letter about one of the answers, as it came in."""
        facts = dict(LETTERS[self.story.call])
        code = facts.pop("code")
        facts |= {"dated_on": (at - 10 * DAY).date(), "expires_on": (at + 170 * DAY).date()}
        actions.clear(self.case.client.pk, code, facts, by=self.case.therapist, now=at)

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
            facts["reason_zones"] = list(grounds.of(self.intake, at).openable())
        actions.review(self.intake, facts, by=self.case.therapist, now=at)

    def _page(self, model, facts, at):
        actions.save_page(self.intake, model, facts, now=at)

    def _health(self, at):
        """The story's yes, and a dated no to everything else."""
        questions = sheet.questions()
        for question in questions:
            if words := self.story.yes.get(question.code):
                value = Answer.Value.YES
                more = details(self.story, question, self.case.diary.today)
                actions.answer(self.intake, question, value, words, more, now=at - 2 * MINUTE)
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


class Again(Form):
    """The form of a return visit: what still holds is taken over, and a little has changed."""

    def plan(self, sent):
        """Invited two days before it was `sent`, read the day after."""
        self.case.enter(sent - 2 * DAY, self.invite)
        self.case.enter_as_client(sent - 20 * MINUTE, self.open)
        self.case.enter_as_client(sent, self.send)
        self.case.enter(sent + DAY, self.decide)

    def open(self, at):
        code = actions.ask_code(self.intake, now=at)
        actions.redeem(self.intake.pk, links.code(code), now=at + MINUTE)
        self._by_link()

    def send(self, at):
        """One tap on each page, but for today's numbers, the date of birth and the agreements."""
        self._page(About, {"date_of_birth": self.story.born}, at - 4 * MINUTE)
        self._page(Goals, {"pain_now": 3, "pain_words": "Better since spring."}, at - 3 * MINUTE)
        for slug in ("about", "goals", "health", "comfort", "cushions", "pressure"):
            returning.still_true(self.intake, slug, now=at - 2 * MINUTE)
        self._page(Pressure, {"comfort_limit": 5}, at - 2 * MINUTE)
        actions.none_of_these(self.intake, sheet.questions(), now=at - MINUTE)
        self._agree(at)
        actions.submit(self.intake, self.story.legal, now=at + MINUTE)
        self._by_link()
