"""What an admin types about a note."""

from crispy_forms.layout import Layout
from django import forms

from clinic.forms import HouseForm
from notes.models import Remark


class RemarkForm(HouseForm):
    """One question or comment; the therapist answers with an amendment."""

    class Meta:
        model = Remark
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def layout(self):
        return Layout("text")
