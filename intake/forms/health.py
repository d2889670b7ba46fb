"""The page of health questions."""

from functools import cached_property

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from intake import actions, followup_fields, followups, health_page, sheet, told
from intake.actions.answering import newest_answers
from intake.forms.growing import GrowingForm, line, one_of
from intake.models import Answer

BLANKS = (None, "", [])


class HealthForm(GrowingForm):
    """Four answers to each question, what follows a yes, and words for whoever wants to say more.

    Only fields that were sent are built: an autosave brings one or two of some hundreds.
    """

    added = ()
    choices = Answer.Value.choices

    @cached_property
    def questions(self):
        """Everything that this page asks."""
        return sheet.questions()

    @cached_property
    def touched(self):
        """The questions that something was sent for."""
        codes = {parts[1] for name in self.sent if len(parts := name.split("-", 2)) > 1}
        return [row for row in self.questions if row.code in codes]

    @cached_property
    def known(self):
        """{code: the newest answer of this intake}, of what was sent or of the whole page."""
        return newest_answers(self.intake, self.leaning_on())

    def leaning_on(self):
        """The codes of the answers that are looked at before anything is written."""
        rows = self.touched if self.is_bound else self.questions
        return {row.code for row in rows} | told.leans_on(rows)

    def others(self):
        """{code: value} of what this page knows to be answered."""
        return {code: row.value for code, row in self.known.items()}

    def ask(self):
        for row in self.touched:
            if f"q-{row.code}" in self.sent:
                yield f"q-{row.code}", one_of(Answer.Value.choices)
            if f"more-{row.code}" in self.sent:
                yield f"more-{row.code}", line(_("What should we know about it?"), 500)
            yield from followups.form_fields(row, self.sent)

    def clean(self):
        changes = (self._change(row) for row in self.touched)
        self.changes = [change for change in changes if change]
        return self.cleaned_data

    def keep(self):
        """Store what changed; the same answer again adds nothing."""
        if self.changes:
            self.added = actions.answers(self.intake, self.changes, known=self.known)
        self.replaced = {row.question.code: row.before for row in self.added if row.before}
        if group := self.data.get("none"):
            rows = [row for row in self.questions if row.group == group]
            actions.none_of_these(self.intake, rows)

    @property
    def newly_told(self):
        """The questions whose words for the client have just come to stand on the page."""
        others = self._others_now()
        return [row.question for row in self.added if _newly(row, others)]

    def tell(self):
        """What a client must be told at once after the answers just given, or empty."""
        others = self._others_now()
        return "\n".join(line for row in self.added for line in _told(row, others))

    def _others_now(self):
        """{code: value} as `others`, with the answers just given."""
        others = self.others() if told.leans_on(self.touched) else {}
        return others | {row.question.code: row.value for row in self.added}

    def wants_a_look(self):
        """Where to stay after "show what else we ask": the group's first question with more."""
        group = self.data.get("show")
        return f"group-{group}" if group else ""

    def groups(self):
        """For the page: each group with its questions as dicts."""
        if self.is_bound:
            self.known = self.known_now
        return list(health_page.groups(self))

    @cached_property
    def known_now(self):
        """{code: the newest answer} of the whole page, after what was fine has been kept."""
        return newest_answers(self.intake, [row.code for row in self.questions])

    def standing(self):
        """{name: value} of what was answered before, of what was sent or of the whole page."""
        return _standing(self.touched if self.is_bound else self.questions, self.known)

    def standing_now(self):
        """The same of the whole page, after what was fine has been kept."""
        return _standing(self.questions, self.known_now if self.is_bound else self.known)

    def stood(self):
        """{name: value} of the answers that were replaced."""
        return _standing(self.touched, self.replaced)

    def was_sent(self, name):
        """Only what was sent is built; emptied boxes come with the words of their question."""
        return name in self.fields

    def choices_and_more(self):
        """(a question's answer, what follows a yes)."""
        for row in self.touched:
            names = {name for _field, name, _cell in followups.names(row)}
            yield f"q-{row.code}", names & self.fields.keys()

    def shuts(self, choice, value):
        """Nothing follows a no."""
        return value not in followups.OPENED_BY

    def in_words(self, name, value):
        """(what was asked, a value of it in words)."""
        kind, code, *_rest = name.split("-", 2)
        row = next(row for row in self.touched if row.code == code)
        if kind == "q":
            return gettext(row.text), Answer.Value(value).label if value else ""
        label = self.fields[name].label
        if kind == "more" or followup_fields.is_blank(value):
            return label, value or ""
        found = ((cell or field) for field, one, cell in followups.names(row) if one == name)
        return label, followup_fields.said(next(found), value)

    def place_of(self, name):
        """Where on the page a field stands."""
        return f"ask-{name}" if name.startswith("q-") else f"id-{name}"

    def _change(self, row):
        """(question, value, words, details) as `actions.answers` takes them, or None."""
        facts, more = self.cleaned_data, f"more-{row.code}"
        value, sent = facts.get(f"q-{row.code}", ""), followups.sent(row, facts)
        if not (value or sent or more in facts):
            return None
        filled = [name for name in (more, *sent) if facts.get(name) not in BLANKS]
        if filled and not value and row.code not in self.known:
            self.add_error(filled[0], _("Choose an answer first, then add words."))
            return None
        return row, value, facts.get(more), self._details(row, value, sent)

    def _details(self, row, value, sent):
        """The follow-ups that changed; nothing follows a no."""
        if not sent or (value and value not in followups.OPENED_BY):
            return {}
        before = self.known[row.code].details if row.code in self.known else {}
        details = followups.told(row, self.cleaned_data, before)
        if followups.is_too_long(followups.merged(before, details)):
            self.add_error(sent[0], _("This is more than we can keep. Please say it shorter."))
            return {}
        return details


def _standing(rows, known):
    found = {}
    for row in rows:
        if last := known.get(row.code):
            found |= {f"q-{row.code}": last.value, f"more-{row.code}": last.words}
            found |= followups.kept(row, last.details)
    return found


def _told(answer, others):
    return told.words(answer.question, answer.value, answer.details, others)


def _newly(answer, others):
    """Does the page now say something that it did not say before this answer?"""
    last = answer.before
    before = told.words(answer.question, last.value, last.details, others) if last else []
    return not set(_told(answer, others)) <= set(before)
