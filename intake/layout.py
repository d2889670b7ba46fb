"""How a field of the form is laid out: scales, cards with drawings, pills."""

from crispy_forms.layout import LayoutObject
from django.template.loader import render_to_string

from clinic.templatetags.look import DRAWINGS

MARKS = {
    "room_temperature": {"cool": "snowflake", "mild": "thermometer", "warm": "flame"},
    "music": {
        "none": "volume-x",
        "quiet": "music",
        "nature": "leaf",
        "client_choice": "headphones",
    },
    "talk": {"quiet_except_safety": "moon", "some": "message-circle", "chatty": "messages-square"},
    "lighting": {"dim": "lamp", "normal": "lightbulb", "bright": "sun", "eye_cover": "eye-off"},
    "scent": {"none": "wind", "client_choice": "flower"},
    "stop_signal": {
        "raise_hand": "hand",
        "squeeze_ball": "circle-dot",
        "tap_table": "pointer",
        "both_hands": "person-standing",
    },
}


class Asked(LayoutObject):
    """One field in a template of our own. `words`: what else the template shows."""

    template = ""

    def __init__(self, name, **words):
        self.name, self.words = name, words

    def render(self, form, context, template_pack=None, **kwargs):
        if self.name not in form.fields:
            return ""
        bound = form[self.name]
        given = {"field": bound, "value": "", **self.words, **self.more(bound)}
        return render_to_string(self.template, given)

    def more(self, bound):
        """What this kind of field adds."""
        return {}


class Scale(Asked):
    """0 to 10, with `low` and `high` in words."""

    template = "intake/fields/scale.html"

    def more(self, bound):
        return {"value": bound.value()}


class Pills(Asked):
    """A few short answers of equal weight."""

    template = "intake/fields/pills.html"

    def more(self, bound):
        value = bound.value()
        options = [(str(code), word) for code, word in bound.field.choices if str(code)]
        return {"options": options, "value": "" if value is None else str(value)}


class Cards(Asked):
    """A drawing or an icon and a word for each choice; `many` makes them checkboxes."""

    template = "intake/fields/cards.html"

    def more(self, bound):
        value = bound.value()
        chosen = {str(item) for item in (value if isinstance(value, list) else [value])}
        marks = MARKS.get(self.name, {})
        cards = [
            {
                "value": code,
                "word": word,
                "picture": code if code in DRAWINGS else "",
                "mark": marks.get(code, ""),
                "checked": str(code) in chosen,
            }
            for code, word in bound.field.choices
            if code
        ]
        return {"cards": cards, "many": self.words.get("many", False)}
