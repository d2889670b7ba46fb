"""The two pages whose answers are rows that only grow: health and consent."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext as _

from clinic.forms import PlainForm
from intake import actions, completeness, sheet, wordings
from intake.models import Answer
from intake.models.consent import Choice, Kind


class GrowingForm(PlainForm):
    """A page of choices; each may be left open, and each saved on its own."""

    def __init__(self, data=None, *, intake):
        self.intake = intake
        self.prepare()
        super().__init__(data)
        for name, field in self.ask():
            self.fields[name] = field

    def layout(self):
        return Layout()

    def only(self, names):
        """Look at the named fields alone: one field was saved, not the page."""
        for name in set(self.fields) - set(names):
            del self.fields[name]

    def given(self, name, before):
        """What stands in a field: typed just now, or stored before."""
        if self.is_bound and name in self.fields:
            return self.data.get(self.add_prefix(name), "")
        return before

    def pair(self, choice, text, before):
        """(choice, text) as they will be: what was not sent stays as it was."""
        facts = self.cleaned_data
        return facts.get(choice) or before[0], facts.get(text, before[1])


def one_of(choices):
    return forms.ChoiceField(choices=choices, required=False)


def line(label, most):
    return forms.CharField(label=label, max_length=most, required=False)


class HealthForm(GrowingForm):
    """Four answers to each question, and words for whoever wants to say more."""

    choices = Answer.Value.choices

    def prepare(self):
        self.questions = sheet.questions()
        self.known = completeness.newest_answers(self.intake)

    def ask(self):
        for row in self.questions:
            yield f"q-{row.code}", one_of(Answer.Value.choices)
            yield f"more-{row.code}", line(_("What should we know about it?"), 500)

    def clean(self):
        for row, (value, words) in self._typed():
            if words and not value:
                self.add_error(f"more-{row.code}", _("Choose an answer first, then add words."))
        return self.cleaned_data

    def keep(self):
        """Store what changed; the same answer again adds nothing.

        `newly_told`: questions whose words for the client have just come to stand on the page.
        """
        self.newly_told = []
        given = [(row, value, words) for row, (value, words) in self._typed() if value]
        actions.answers(self.intake, given)
        for row, value, _words in given:
            last = self.known.get(row.code)
            if value == Answer.Value.YES and row.told_now and not (last and last.value == value):
                self.newly_told.append(row)

    def tell(self):
        """What a client must be told at once after the answers just given, or empty."""
        stops = [
            row.told_now
            for row, (value, _words) in self._typed()
            if value == Answer.Value.YES and row.told_now
        ]
        return "\n".join(stops)

    def groups(self):
        """For the page: each group with its questions as dicts."""
        for group in sheet.groups(self.questions):
            rows = [self._shown(row) for row in group["questions"]]
            touched = any(row["value"] or row["errors"] for row in rows)
            yield group | {
                "questions": rows,
                "open": touched or not group["private"],
                "left": sum(not row["value"] for row in rows),
            }

    def _shown(self, row):
        last = self.known.get(row.code)
        name, more = f"q-{row.code}", f"more-{row.code}"
        value = self.given(name, last.value if last else "") or (last.value if last else "")
        return {
            "name": name,
            "text": row.text,
            "value": value,
            "told": row.told_now,
            "is_told": value == Answer.Value.YES,
            "more_name": more,
            "more": self.given(more, last.words if last else ""),
            "errors": self.errors.get(more, []) if self.is_bound else [],
        }

    def _typed(self):
        for row in self.questions:
            names = f"q-{row.code}", f"more-{row.code}"
            if any(name in self.cleaned_data for name in names):
                last = self.known.get(row.code)
                yield row, self.pair(*names, (last.value, last.words) if last else ("", ""))


class ConsentForm(GrowingForm):
    """Area by area: yes, yes with limits, no, or talk first. Nothing is chosen beforehand."""

    def prepare(self):
        self.known = completeness.newest_consents(self.intake)

    def ask(self):
        for kind in Kind:
            yield f"consent-{kind}", one_of([(c.value, c.label) for c in wordings.OFFERED])
            yield f"limits-{kind}", line(_("What are your limits?"), 300)

    def clean(self):
        return self.cleaned_data

    def keep(self):
        """Store what changed. Limits belong to "yes, with limits" and to nothing else."""
        for kind in Kind:
            names = f"consent-{kind}", f"limits-{kind}"
            if any(name in self.cleaned_data for name in names):
                last = self.known.get(kind)
                before = (last.decision, last.limits) if last else ("", "")
                decision, limits = self.pair(*names, before)
                if decision:
                    limits = limits if decision == Choice.LIMITS else ""
                    actions.consent(self.intake, kind, decision, limits)

    def areas(self):
        """For the page: each area with its words."""
        for kind in Kind:
            last = self.known.get(kind)
            name, limits = f"consent-{kind}", f"limits-{kind}"
            yield {
                "kind": kind,
                "title": kind.label,
                "wording": wordings.WORDINGS[kind],
                "name": name,
                "choices": [(c.value, c.label) for c in wordings.OFFERED],
                "value": self.given(name, last.decision if last else ""),
                "limits_name": limits,
                "limits": self.given(limits, last.limits if last else ""),
                "errors": self.errors.get(limits, []) if self.is_bound else [],
            }
