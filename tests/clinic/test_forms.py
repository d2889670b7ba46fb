"""What every form of the house says when something is missing."""

from crispy_forms.layout import Layout
from django import forms

from clinic.forms import PlainForm


class Sample(PlainForm):
    name = forms.CharField(label="Legal name")
    first_day = forms.DateField()
    tea = forms.ChoiceField(label="Tea", choices=[("mint", "Mint")])
    extras = forms.MultipleChoiceField(label="Extras", choices=[("rug", "Rug")], required=False)
    number = forms.IntegerField(error_messages={"required": "Say how many."})

    def layout(self):
        return Layout(*self.fields)


def test_a_missing_answer_is_named_and_a_forms_own_sentence_stays():
    errors = Sample({"extras": ["cape"]}).errors
    assert {name: list(said) for name, said in errors.items()} == {
        "name": ["Please fill in “Legal name”."],
        "first_day": ["Please fill in “First day”."],
        "tea": ["Please fill in “Tea”."],
        "extras": ["Choose one of the listed answers."],
        "number": ["Say how many."],
    }


def test_an_answer_from_outside_the_list_is_refused_in_plain_words():
    assert list(Sample({"tea": "coal"}).errors["tea"]) == ["Choose one of the listed answers."]
