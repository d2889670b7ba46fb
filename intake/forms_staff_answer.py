"""An answer that a therapist writes down: the value, what follows a yes, and how they know."""

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake import followups
from intake.forms_staff import HowForm
from intake.layout_staff import Choices
from intake.models import Answer

ROWS_SHOWN = 3  # of a list, beyond those that were filled in


class ObserveForm(HowForm):
    """`question`: what is answered; `last`: its newest answer or None."""

    value = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=Answer.Value.choices,
        error_messages={"required": gettext_lazy("Choose one of the four answers.")},
    )

    def __init__(self, data=None, *, question, last=None):
        self.question, self.before = question, last.details if last else {}
        super().__init__(data)
        told = dict(followups.form_fields(question, set(self._names())))
        self.fields.update(told)
        self.initial |= dict(self._known())
        self.fields["how"].help_text = _(
            "For example: seen on the table, asked on the phone, read in the letter."
        )
        self.helper.layout = Layout(Choices("value"), Div(*told, css_class="told-after"), "how")

    def answer(self):
        """(value, how, details) as `actions.observe` takes them."""
        facts = self.cleaned_data
        if facts["value"] not in followups.OPENED_BY:
            return facts["value"], facts["how"], {}
        changes = followups.told(self.question, facts, self.before)
        return facts["value"], facts["how"], followups.merged(self.before, changes)

    def _names(self):
        for field in self.question.follow_up:
            if field["type"] != "list":
                yield followups.name_of(self.question, field)
                continue
            filled = len(followups.places(self.before.get(field["name"])))
            for row in range(min(filled + ROWS_SHOWN, followups.ROWS)):
                for cell in field["fields"]:
                    yield followups.name_of(self.question, field, row, cell)

    def _known(self):
        """What was told before, by the name of its field."""
        for field in self.question.follow_up:
            kept = self.before.get(field["name"])
            if not kept:
                continue
            if field["type"] != "list":
                yield followups.name_of(self.question, field), _typed(kept["value"])
                continue
            for place, row in followups.places(kept).items():
                for cell in field["fields"]:
                    name = followups.name_of(self.question, field, place, cell)
                    yield name, _typed(row.get(cell["name"]))


def _typed(value):
    """A kept value as the field shows it."""
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
