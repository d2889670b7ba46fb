"""What every page of words, cards and scales shares. Labels live on the models, order here."""

from functools import cached_property

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy

from clinic.forms import PlainForm
from intake import actions, sheet
from intake.anew import last_number, without
from intake.fields import Several, field_for
from intake.forms.seen import SeenForm

WHOLE = "whole"  # a hidden field: the page came as a browser shows it, emptied lists and all


class SectionForm(SeenForm, PlainForm):
    """One page of one intake. Everything may be left empty; sending is what asks for more.

    The script saves single fields and names them in `changed`; then only those are built.
    `keep()` stores what is fine even when other fields have errors.
    """

    model = None
    names = ()
    called = {}  # what sentences call a field whose label is a question
    least = {}  # numbers that do not begin at 0
    readings = {}  # numbers that may be typed in other units: see fields.Tenths
    telephones = ()
    leaning = ()  # fields whose correctness depends on another's

    def __init__(self, data=None, *, intake):
        self.intake, self.slug = intake, self.model._meta.model_name
        self.besides = {}  # {field: value} that follow from what was written
        self.kept = {}  # {field: value} that was stored
        forms.Form.__init__(self, data)  # the layout waits until a page is shown
        self.alone = data is not None and "changed" in data
        changed = data.getlist("changed") if self.alone else ()
        for name in self.names:
            if not self.alone or name in changed:
                self.fields[name] = self._field(name)

    @cached_property
    def helper(self):
        """For the page: crispy's settings with our layout."""
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True  # the page owns the <form>
        helper.layout = Layout(*self.layout())
        return helper

    @cached_property
    def row(self):
        """What was saved of this page, or None."""
        return getattr(self.intake, self.slug, None)

    def only(self, names):
        """The fields that were not named were never built."""

    def get_initial_for_field(self, field, field_name):
        """What was saved. Until the page was saved whole, its blanks are filled in beforehand."""
        saved = getattr(self.row, field_name, None)
        if saved not in (None, "", []) or (self.row and self.row.whole_at):
            return saved
        return self.beforehand.get(field_name, saved)

    @cached_property
    def beforehand(self):
        """{field: value} that the page shows before anybody wrote: last time's, or a default."""
        usual = {name: self.model._meta.get_field(name).get_default() for name in self.names}
        return usual | self.known() | without(self.intake.last_time.get(self.slug, {}))

    def last_number(self, name):
        """Last time's number of a scale that is asked anew."""
        return last_number(self.intake, self.slug, name)

    def known(self):
        """{field: value} that the clinic has written down already."""
        return {}

    def shown(self, name):
        """What the page shows in a field: what was typed, else what was there before."""
        if self.is_bound and self.was_sent(name) and name not in self.moved:
            return self[name].value()
        return self.get_initial_for_field(self.fields[name], name)

    def faults(self):
        """For the top of the page: (sentence, anchor) of everything that was not kept."""
        return [(" ".join(words), f"div_id_{name}") for name, words in self.errors.items()]

    def keep(self):
        """Store what was written and is fine. What was not sent stays as it was."""
        facts = {name: value for name, value in self.cleaned_data.items() if self.was_sent(name)}
        if facts := facts | self.besides:
            whole = not self.alone and WHOLE in self.data and not self.errors
            actions.save_page(self.intake, self.model, facts, whole=whole)
        self.kept = facts

    def will_be(self, name):
        """What a field holds once this is kept: what was sent, else what was saved."""
        if name in self.cleaned_data and self.was_sent(name):
            return self.cleaned_data[name]
        return getattr(self.row, name, None)

    def was_sent(self, name):
        """A box or a list that was emptied sends nothing; a whole page tells of it."""
        ticks = isinstance(self.fields[name], Several | forms.BooleanField)
        return self.alone or name in self.data or (ticks and WHOLE in self.data)

    def standing(self):
        """{name: value} of what the page would show now if nobody had typed."""
        return {
            name: self.get_initial_for_field(field, name) for name, field in self.fields.items()
        }

    def standing_now(self):
        """The same, after what was fine has been kept."""
        return self.standing() | self.kept

    def stood(self):
        """What the rules between fields have looked at; saving one field reads nothing else."""
        row = vars(self).get("row")
        return {name: getattr(row, name, None) for name in self.fields} if row else {}

    def in_words(self, name, value):
        """(what the field is called, a value of it in words)."""
        column, field = self.model._meta.get_field(name), self.fields[name]
        choices = getattr(column, "base_field", column).flatchoices
        listed = [(code, str(word)) for code, word in choices]
        return getattr(field, "called", field.label), sheet.said(value, listed)

    def leave(self, name, value):
        """What was changed elsewhere stays, and the rules between fields see it."""
        self.cleaned_data[name] = value

    def _field(self, name):
        return field_for(
            self.model._meta.get_field(name),
            called=self.called.get(name),
            low=self.least.get(name, 0),
            telephone=name in self.telephones,
            reading=self.readings.get(name, str),
        )


class CodeForm(PlainForm):
    """Six digits from the mail."""

    code = forms.CharField(
        label=gettext_lazy("Your six-digit code"),
        max_length=20,
        error_messages={"required": gettext_lazy("Type the six digits from our mail.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autofocus": True,
                "class": "code-input",
            }
        ),
    )

    def layout(self):
        return Layout("code")
