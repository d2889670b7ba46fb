"""Pages whose answers are rows that only grow."""

from crispy_forms.layout import Layout
from django import forms

from clinic.forms import PlainForm
from intake.forms.seen import SeenForm


class GrowingForm(SeenForm, PlainForm):
    """A page of choices; each may be left open, and each saved on its own.

    `keep()` may be called with errors on the page: what is fine is stored, a field with an error
    is not in `cleaned_data` and stays as it was.
    """

    def __init__(self, data=None, *, intake):
        self.intake = intake
        self.sent = {*data, *data.getlist("changed")} if data is not None else set()
        self.prepare()
        super().__init__(data)
        for name, field in self.ask():
            self.fields[name] = field

    def prepare(self):
        """Load what the fields need to know."""

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

    def was_sent(self, name):
        """A choice that nobody made sends nothing."""
        return name in self.sent

    def leave(self, name, value):
        """What was changed elsewhere is not written, and the page shows it as it stands."""
        del self.fields[name], self.cleaned_data[name]

    def faults(self):
        """For the top of the page: (sentence, anchor) of everything that was not kept."""
        return [(" ".join(words), self.place_of(name)) for name, words in self.errors.items()]

    def place_of(self, name):
        """Where on the page a field stands."""
        raise NotImplementedError

    def pair(self, choice, text, before):
        """(choice, text) as they will be: what was not sent stays as it was."""
        facts = self.cleaned_data
        return facts.get(choice) or before[0], facts.get(text, before[1])


def one_of(choices):
    return forms.ChoiceField(choices=choices, required=False)


def line(label, most):
    return forms.CharField(label=label, max_length=most, required=False)
