"""How a page is put together: lines, scales, pills, cards; panels and folds around them."""

import decimal

from crispy_forms.layout import LayoutObject
from django import forms
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from intake import sheet, visitor
from intake.needs import NEEDED, OF_MINORS
from intake.pictures import ICONS, picture_of


class Asked(LayoutObject):
    """One field in a template of our own.

    `why`: why we ask, where it is personal. `of`: what a short label is about, for whoever hears
    the labels alone. Other `words` go to the template as they are.
    """

    template = ""

    def __init__(self, name, **words):
        self.name, self.words = name, words

    def render(self, form, context, template_pack=None, **kwargs):
        field, errors = form.fields[self.name], form.errors.get(self.name, [])
        hint = self.words.get("hint", field.help_text)
        given = {
            "name": self.name,
            "label": self.label(form.slug, self.words.get("label", field.label)),
            "hint": hint,
            "value": form.shown(self.name),
            "errors": errors,
            "described": " ".join(self._described(hint, errors)),
            "shared": visitor.is_shared(context.get("request")),
        }
        return render_to_string(self.template, {**given, **self.words_for(form, field, given)})

    def words_for(self, form, field, given):
        """What the template shows besides; `label` and `hint` stay as they were made."""
        own = {name: word for name, word in self.words.items() if name not in ("label", "hint")}
        return own | self.more(field, given["value"])

    def more(self, field, value):
        """What this kind of field adds."""
        return {}

    def label(self, slug, words):
        """The label, with a mark where an answer is needed."""
        if about := self.words.get("of"):
            words = format_html('<span class="visually-hidden">{}: </span>{}', about, words)
        needed = self.words.get("needed")  # words of its own, where one of two is enough
        if self.name in NEEDED[slug] or self.name in OF_MINORS or needed:
            return format_html('{} <span class="needed">{}</span>', words, needed or _("needed"))
        return words

    def filled(self, form):
        """Does the field hold something, or an error?"""
        return form.shown(self.name) not in (None, "", []) or self.name in form.errors

    def _described(self, hint, errors):
        if hint:
            yield f"hint-{self.name}"
        yield f"error-{self.name}"


class Line(Asked):
    """A line to type. `kind`: text, tel or date; `autocomplete`, `inputmode`, `unit`, `most`."""

    template = "intake/fields/line.html"

    def more(self, field, value):
        if isinstance(value, decimal.Decimal | float):
            return {"value": sheet.said(value, ())}
        return {"value": "" if value is None else value}


class Text(Asked):
    """Several lines, with a counter."""

    template = "intake/fields/text.html"

    def more(self, field, value):
        return {"value": value or "", "most": field.most}


class Tick(Asked):
    """One box to tick."""

    template = "intake/fields/tick.html"

    def more(self, field, value):
        return {"checked": value in (True, "on", "true", "True")}


class Scale(Asked):
    """0 to 10, with `low` and `high` in words.

    `anchors`: what some numbers mean, (number, words); `none`: a number may be taken back. A number
    that is asked anew at each visit stands beside last time's.
    """

    template = "intake/fields/scale.html"

    def words_for(self, form, field, given):
        return super().words_for(form, field, given) | {"last": form.last_number(self.name)}

    def more(self, field, value):
        points = [(n, str(value) == str(n)) for n in range(field.high + 1)]
        return {"points": points, "most": field.high, "is_open": value in (None, "")}


class Chosen(Asked):
    """One or several of the listed words."""

    def more(self, field, value):
        chosen = {str(item) for item in (value if isinstance(value, list) else [value])}
        many = isinstance(field, forms.MultipleChoiceField)
        cards = [
            {
                "value": code,
                "word": word,
                "picture": picture_of(self.name, code),
                "mark": ICONS.get(self.name, {}).get(code, ""),
                "checked": str(code) in chosen,
            }
            for code, word in field.choices
            if str(code) and self.offers(code)
        ]
        return {"cards": cards, "many": many}

    def offers(self, code):
        """Does this choice stand here? `among`: only these do, and a `Rest` holds the others.

        `without`: what cannot be chosen now.
        """
        return code in self.words.get("among", (code,)) and code not in self.words.get(
            "without", ()
        )


class Pills(Chosen):
    """A few short answers of equal weight."""

    template = "intake/fields/pills.html"


class Cards(Chosen):
    """A drawing or an icon and a word for each choice; `plain` leaves the pictures out."""

    template = "intake/fields/cards.html"


class Rest(Cards):
    """The choices that do not stand `among` the first ones: one question in two places."""

    template = "intake/fields/rest.html"

    def offers(self, code):
        return code not in self.words["among"]

    def filled(self, form):
        """Is one of these chosen?"""
        return any(self.offers(code) for code in form.shown(self.name) or ())


class Pick(Asked):
    """A list to unfold, where cards would take too much room: words, or the numbers of a scale.

    `anchors`: what some of the numbers mean, (number, words).
    """

    template = "intake/fields/pick.html"

    def more(self, field, value):
        said = dict(self.words.get("anchors", ()))
        listed = getattr(field, "choices", None) or [
            (n, f"{n} · {said[n]}" if n in said else n) for n in range(field.high + 1)
        ]
        options = [(code, word, str(code) == str(value)) for code, word in listed if str(code)]
        return {"options": options}


class Small(LayoutObject):
    """A line of small print: whose idea a question is."""

    def __init__(self, words):
        self.said = words

    def render(self, form, context, template_pack=None, **kwargs):
        return format_html('<p class="small-print">{}</p>', self.said)

    def filled(self, form):
        """It holds nothing."""
        return False


class Group(LayoutObject):
    """Fields that belong together. `free`: none of them is needed, which is said once."""

    template = ""

    def __init__(self, title, *fields, free=False, **words):
        self.title, self.fields, self.words, self.free = title, list(fields), words, free

    def filled(self, form):
        """Does anything inside hold something, or an error?"""
        return any(field.filled(form) for field in self.fields)

    def render(self, form, context, template_pack=None, **kwargs):
        request = context.get("request")
        wanted = bool(request and request.GET.get("show"))
        given = {
            "title": self.title,
            "free": self.free,
            "body": mark_safe(  # noqa: S308 (each part escaped its own words)
                "".join(field.render(form, context, template_pack) for field in self.fields)
            ),
            "is_open": wanted or self.filled(form),
        }
        return render_to_string(self.template, {**self.words, **given})


class Panel(Group):
    """A card of the page. `lead`: a sentence under the title; `id`, `hidden` for scripts."""

    template = "intake/fields/panel.html"


class Fold(Group):
    """What few people need: shut until it is asked for, or holds something. Nothing needed."""

    template = "intake/fields/fold.html"


class Side(Group):
    """Fields beside each other where there is room."""

    template = "intake/fields/side.html"

    def __init__(self, *fields):
        super().__init__("", *fields)


class Area(Group):
    """One place of the body, what may happen there in one row."""

    template = "intake/fields/area.html"
