"""One visit in the room: what was done, ticked, asked and written, and who vouched for it."""

import contextlib
import datetime
import uuid

from clinic import actions as ground
from clinic import journey
from clinic.access import Refused
from clinic.audit import record
from intake import actions as intake_actions
from intake import summary, today
from notes import actions
from notes.checklist import ITEMS, MUST
from notes.demo_seed.words import AMENDMENT, NOT_DONE, NOTES, REASON_TO_READ, REMARK, ROWS
from notes.models import Note, Treatment

MINUTE, HOUR, DAY = (datetime.timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days"))
WAITING = 5 * DAY  # what is newer than this has not been approved yet
BELLY = ("Z1_abd_upper", "Z2_abd_lower", "Z3_iliac_fossa")
OVER_CLOTHING = {
    "kind": "abdomen",
    "decision": "given_with_limits",
    "limits": "Over clothing, slowly; both sides.",
    "mode": "recorded_verbal",
    "signed_name": "",
}
NOT_HERE = {"B6", "B11", "B16", "AF12"}  # "if it applies", and it did not
PHASE_STARTS = {"before": 2, "during": 20, "after": 52}  # minutes into the visit


class Session:
    """A visit that takes place. `back`: how many took place after it, -1 for today's."""

    def __init__(self, case, visit, starts_at, back):
        self.case, self.story, self.visit = case, case.story, visit
        self.starts_at, self.back = starts_at, back
        self.therapist, self.note = case.therapist, None

    def plan(self):
        """Started, written, signed and read, as far as the story and the clock go."""
        story, back, enter = self.story, self.back, self.case.enter
        if back in story.missing:
            return
        enter(self.starts_at, self.start)
        enter(self.starts_at + 3 * MINUTE, self.ask)
        enter(self.starts_at + 50 * MINUTE, self.treat)
        if back in story.draft:
            return
        signed = self.starts_at + 75 * MINUTE
        enter(signed, self.sign)
        if back in story.error:
            enter(signed + DAY, self.take_back)
            return
        if back in story.remark:
            enter(signed + DAY, self.remark, self.case.admin)
        if back in story.amend:
            enter(signed + 2 * DAY, self.amend)
        self._plan_approval(signed)

    def _plan_approval(self, signed):
        """Most notes are approved after some days; every fifth still waits."""
        recent = self.case.diary.now - signed < WAITING
        waits = recent or (self.case.number + self.back) % 5 == 0
        if not waits and self.back not in self.story.remark:
            self.case.enter(signed + 3 * DAY, self.approve, self.case.admin)

    def start(self, at):
        self.note = actions.start(self.visit["row"], by=self.therapist, now=at)

    def ask(self, at):
        """Today's questions, none of them; the decision goes on; the belly is agreed to again."""
        visit, by = self.visit["row"], self.therapist
        rows = [row for group in today.questions() for row in group["questions"]]
        asked = [row for row in rows if not row.if_raised]
        intake_actions.ask_today(visit, [], asked, by=by, now=at)
        with contextlib.suppress(Refused):
            intake_actions.go_on(visit, by=by, now=at + MINUTE)
        if any(row["zone"] in BELLY and row["pressure_level"] for row in ROWS[self.story.theme]):
            intake_actions.agree(visit, OVER_CLOTHING, by=by, now=at + 2 * MINUTE)

    def treat(self, at):
        """The rows that the client's limits allow, the check-ins, the checklist and the words."""
        self._adapt(at)
        for facts in ROWS[self.story.theme]:
            with contextlib.suppress(Refused):
                actions.add_treatment(self.note, Treatment(**facts), by=self.therapist, now=at)
        self._check_in()
        self._tick()
        if self.back not in self.story.draft:
            self._write(at)
        else:
            actions.save(
                self.note,
                {"subjective": NOTES[self.story.theme][0]["subjective"], "pain_before": 5},
                version=0,
                key=uuid.uuid4(),
                by=self.therapist,
                now=at,
            )

    def _adapt(self, at):
        """What an answer asks to adjust was adjusted before the first touch."""
        places = summary.limits(self.note.client_id, self.note.visit_id)["places"]
        for each in summary.adjustments(places, self.therapist.pk):
            actions.adapt(self.note, each.code, True, by=self.therapist, now=at)

    def _write(self, at):
        bank = NOTES[self.story.theme]
        words = bank[self.back % len(bank)]
        before = max(2, min(8, 3 + self.back // 2 + self.case.number % 3))
        fields = words | {"pain_before": before, "pain_after": max(0, before - 1 - self.back % 2)}
        actions.save(self.note, fields, version=0, key=uuid.uuid4(), by=self.therapist, now=at)

    def _check_in(self):
        """Asked on each side; now and then the first number is too high, and is heeded."""
        firm = self.back % 4 == 1
        asked = [
            (22, "left", 7 if firm else 4, "lighter" if firm else "right"),
            (27, "left", 4, "right"),
            (38, "right", 3 + self.back % 2, "deeper" if self.back % 3 == 0 else "right"),
        ]
        for minutes, side, felt, wants in asked:
            actions.check_in(
                self.note,
                side=side,
                felt=felt,
                wants=wants,
                by=self.therapist,
                now=self.starts_at + minutes * MINUTE,
            )

    def _tick(self):
        """Every must-item, unless the note stays a draft; some of the others."""
        half = self.back in self.story.draft
        for number, item in enumerate(ITEMS):
            if (item.level != MUST and (number + self.back) % 6) or (
                half and item.phase == "after"
            ):
                continue
            answer, reason = "na" if item.code in NOT_HERE else "done", ""
            if item.code == "D5" and self.back % 2:
                answer, reason = "not_done", NOT_DONE
            at = self.starts_at + (PHASE_STARTS[item.phase] + number % 6) * MINUTE
            facts = {"reason": reason, "live": True, "now": at}
            actions.tick(self.note, item.code, answer, by=self.therapist, **facts)

    def sign(self, at):
        """Read over, then signed."""
        shown = Note.objects.get(pk=self.note.pk).digest()
        actions.sign(self.note, shown_hash=shown, by=self.therapist, now=at)

    def remark(self, at):
        self._read_with_a_reason(at)
        actions.remark(self.note, text=REMARK, by=self.case.admin, now=at)

    def amend(self, at):
        actions.amend(self.note, kind="addendum", text=AMENDMENT, by=self.therapist, now=at)

    def take_back(self, at):
        reason = "Written for the wrong day; the words belong to the visit before."
        actions.mark_in_error(self.note, reason=reason, by=self.therapist, now=at)

    def approve(self, at):
        """Read to the last amendment, then approved."""
        self._read_with_a_reason(at)
        up_to = self.note.amendments.count()
        actions.approve(self.note, up_to=up_to, by=self.case.admin, now=at)

    def _read_with_a_reason(self, at):
        client = self.case.client
        ground.open_reading(client.pk, REASON_TO_READ, by=self.case.admin, now=at - 2 * MINUTE)
        record(journey.NOTE_READ, self.note, client=client, now=at - MINUTE)
