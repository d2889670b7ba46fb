"""How the therapist's forms show choices: plain cards, the label above, the error below."""

from crispy_forms.layout import LayoutObject
from django.template.loader import render_to_string


class Choices(LayoutObject):
    """One field as plain cards; `many` makes them checkboxes."""

    def __init__(self, name, many=False):
        self.name, self.many = name, many

    def render(self, form, context, template_pack=None, **kwargs):
        bound = form[self.name]
        value = bound.value()
        chosen = {str(item) for item in (value if isinstance(value, list) else [value])}
        cards = [
            {"value": code, "word": word, "checked": str(code) in chosen}
            for code, word in bound.field.choices
            if str(code)
        ]
        given = {"field": bound, "cards": cards, "many": self.many}
        return render_to_string("intake/fields/review_choices.html", given)
