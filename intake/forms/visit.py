"""Today's questions at a visit."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic.forms import PlainForm
from intake import followups, today, told
from intake.models import Answer

SURE = [
    (Answer.Value.YES.value, gettext_lazy("Yes")),
    (Answer.Value.UNSURE.value, gettext_lazy("Not sure")),
    (Answer.Value.PREFER_NOT.value, gettext_lazy("Rather not say")),
]


class TodayForm(PlainForm):
    """Ticks, and what may follow them. `known`: {code: the newest answer so far}.

    `none`: the button that says "no" to what was asked and is not ticked. `asked-<group>`: a group
    of private questions was asked as well. `looked-<code>`: the therapist looked for a sign that
    nobody is asked about, and saw nothing of it; no other button says that.

    `visit`: its id. What was said there comes back as it was filled in, so that "no to the rest"
    takes nothing back.
    """

    def __init__(self, data=None, *, known, visit=None):
        self.known, self.visit = known, visit
        self.groups = today.questions()
        super().__init__(data)
        for question in self.questions():
            self.fields |= dict(self._fields_of(question))
            self.initial |= dict(self._kept(question))

    def layout(self):
        return None

    def questions(self):
        return [row for group in self.groups for row in group["questions"]]

    def _fields_of(self, question):
        code = question.code
        yield f"t-{code}", forms.BooleanField(required=False)
        yield f"v-{code}", forms.ChoiceField(choices=SURE, required=False)
        label = _("What should we know about it?")
        yield f"more-{code}", forms.CharField(required=False, max_length=500, label=label)
        yield from followups.form_fields(question, set(self._names(question)))

    def _names(self, question):
        """The follow-ups as fields; no question of the day has a list."""
        return [
            followups.name_of(question, field)
            for field in question.follow_up
            if field["type"] != "list"
        ]

    def _kept(self, question):
        """What was said at this visit, as the fields show it; nothing of a "no"."""
        code, last = question.code, self.known.get(question.code)
        if self.visit is None or last is None or last.visit_id != self.visit:
            return
        if last.value == Answer.Value.NO:
            return
        yield f"t-{code}", True
        yield f"v-{code}", last.value
        yield f"more-{code}", last.words
        for field in question.follow_up:
            if field["name"] in last.details:
                kept = last.details[field["name"]]["value"]
                yield followups.name_of(question, field), followups.as_typed(kept)

    def clean(self):
        """A yes that counts on one side says on which: without it both sides are closed.

        What stops the visit is kept whatever is missing, and who is not sure need not know.
        """
        facts = super().clean()
        for row in self.questions():
            ticked = facts.get(f"t-{row.code}") and row.severity not in ("E", "U")
            if not ticked or facts.get(f"v-{row.code}") not in ("", Answer.Value.YES):
                continue
            for name in self._sides(row):
                if name in facts and not facts[name]:
                    self.add_error(name, _("Choose the side, or “Both sides”."))
        return facts

    def _sides(self, question):
        """The follow-ups that say on which side an effect counts."""
        named = {effect.get("sides") for effect in question.effects}
        for field in question.follow_up:
            if field["name"] in named and field["type"] == "enum":
                yield followups.name_of(question, field)

    def given(self):
        """(question, value, words, details) of what was ticked, as `actions.ask_today` takes it."""
        facts = self.cleaned_data
        return [
            (
                row,
                facts[f"v-{row.code}"] or Answer.Value.YES,
                facts[f"more-{row.code}"],
                self._details(row, facts[f"v-{row.code}"] or Answer.Value.YES),
            )
            for row in self.questions()
            if facts[f"t-{row.code}"]
        ]

    def _details(self, row, value):
        if value not in followups.OPENED_BY:
            return {}
        return followups.merged({}, followups.told(row, self.cleaned_data, {}))

    def rest(self):
        """The questions that were asked and get a "no"; none without the explicit button."""
        if self.data.get("none") != "no":
            return []
        return [
            row
            for group in self.groups
            for row in group["questions"]
            if self._was_asked(group, row)
        ]

    def _was_asked(self, group, row):
        if row.observed:
            return f"looked-{row.code}" in self.data
        private = group["private"] and f"asked-{group['code']}" not in self.data
        return not (row.if_raised or private)

    def shown(self):
        """For the page: the groups, each with its questions and their fields."""
        return [
            group
            | {
                "asked": bool(self.is_bound and f"asked-{group['code']}" in self.data),
                "questions": [self._shown(row) for row in group["questions"]],
                "told": any(self[f"t-{row.code}"].value() for row in group["questions"]),
            }
            for group in self.groups
        ]

    def faulty(self):
        """The questions where something is missing or wrong, for the list above them."""
        return [
            item["row"] for group in self.shown() for item in group["questions"] if item["faulty"]
        ]

    def _shown(self, row):
        names = [f"v-{row.code}", f"more-{row.code}", *self._names(row)]
        return {
            "row": row,
            "tick": self[f"t-{row.code}"],
            "sure": self[f"v-{row.code}"],
            "is_sure": self[f"v-{row.code}"].value() or Answer.Value.YES.value,
            "words": self[f"more-{row.code}"],
            "follow": [self[name] for name in self._names(row)],
            "stops": row.severity in ("E", "U"),
            "looked": f"looked-{row.code}" in self.data,
            "raises": [
                {"name": f"f-{row.code}-{field}", "say": words}
                for field, words in told.emergencies(row)
            ],
            "last": self.known.get(row.code),
            "faulty": any(self.errors.get(name) for name in names) if self.is_bound else False,
        }
