"""How the therapist's forms show choices: plain cards, the label above, the error below."""

from crispy_forms.layout import LayoutObject
from django.template.loader import render_to_string


class Choices(LayoutObject):
    """One field as plain cards; `many` makes them checkboxes. `hints`: {choice: a line under it},
    `notes`: lines above them.

    A field without choices is left out, unless something is wrong with what came for it.
    """

    def __init__(self, name, many=False, hints=None, notes=()):
        self.name, self.many, self.hints, self.notes = name, many, hints or {}, notes

    def render(self, form, context, template_pack=None, **kwargs):
        bound = form[self.name]
        value = bound.value()
        chosen = {str(item) for item in (value if isinstance(value, list) else [value])}
        cards = [
            {
                "value": code,
                "word": word,
                "checked": str(code) in chosen,
                "hint": self.hints.get(code, ""),
            }
            for code, word in bound.field.choices
            if str(code)
        ]
        if not cards and not bound.errors:
            return ""
        given = {"field": bound, "cards": cards, "many": self.many, "notes": self.notes}
        return render_to_string("intake/fields/review_choices.html", given)
