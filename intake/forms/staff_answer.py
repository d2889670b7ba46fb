"""An answer that a therapist writes down: the value, what follows a yes, and how they know."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake import followups
from intake.access.review import why_not_correct
from intake.forms.staff import HowForm
from intake.gate import meaning
from intake.health_page import _follow_up as follow_up  # the same markup on both pages
from intake.models import Answer


class ObserveForm(HowForm):
    """`question`: what is answered; `last`: its newest answer or None."""

    value = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=Answer.Value.choices,
        error_messages={"required": gettext_lazy("Choose one of the four answers.")},
    )

    corrects = forms.BooleanField(
        label=gettext_lazy("This corrects the record: what it says so far is wrong."),
        required=False,
        help_text=gettext_lazy("Without this, what is closed for good stays closed."),
    )

    def __init__(self, data=None, *, question, last=None):
        self.question, self.last = question, last
        super().__init__(data)
        if question.code not in meaning.STICKY:
            del self.fields["corrects"]
        self.sent = set(self.data)
        # Every one of them, sent or not: a box that was cleared sends nothing.
        self.fields.update(followups.form_fields(question, set(_names(question))))
        self.fields["how"].help_text = _(
            "For example: seen on the table, asked on the phone, read in the letter."
        )

    def layout(self):
        return Layout("how", *({"corrects"} & set(self.fields)))

    def given(self, name, otherwise):
        """What stands in a field: typed just now, or kept before."""
        return self.data.get(name, "") if self.is_bound else otherwise

    def follow_ups(self):
        """For the page: one dict for each, as the client's own page shows them."""
        return [
            follow_up(self, self.question, field, self.last) for field in self.question.follow_up
        ]

    @property
    def is_open(self):
        """Do the follow-ups belong to the answer as it stands?"""
        last = self.last.value if self.last else ""
        return self.given("value", last) in followups.OPENED_BY

    def clean(self):
        facts = super().clean()
        if self.is_correction and (sentence := why_not_correct(facts.get("value"))):
            self.add_error("corrects", sentence)
        return facts

    @property
    def is_correction(self):
        """Is it said that the record was wrong?"""
        return self.cleaned_data.get("corrects", False)

    def answer(self):
        """(value, how, details) as `actions.observe` takes them."""
        facts = self.cleaned_data
        if facts["value"] not in followups.OPENED_BY:
            return facts["value"], facts["how"], {}
        before = self.last.details if self.last else {}
        changes = followups.told(self.question, facts, before)
        return facts["value"], facts["how"], followups.merged(before, changes)


def _names(question):
    for field in question.follow_up:
        if field["type"] != "list":
            yield followups.name_of(question, field)
            continue
        for row in range(followups.rows_of(field)):
            for cell in field["fields"]:
                yield followups.name_of(question, field, row, cell)
