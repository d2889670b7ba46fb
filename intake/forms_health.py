"""The page of health questions."""

from django.utils.translation import gettext as _

from intake import actions, completeness, sheet
from intake.forms_growing import GrowingForm, line, one_of
from intake.models import Answer


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
