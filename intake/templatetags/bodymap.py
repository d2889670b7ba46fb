"""`{% body_map marks=… places=… %}`: the body map to look at, and the same in words."""

from django import template

from intake import bodymap

register = template.Library()


@register.inclusion_tag("intake/map/_show.html", takes_context=True)
def body_map(context, marks=None, places=None, title="", yours=None):
    """What was marked, and what each zone allows, as pictures and as a list.

    `marks`: rows of Mark; only views with a mark are drawn. `places`: {(zone, side): Place} of
    intake.places. `yours`: is the reader the client? Left out, whoever is not signed in is.
    """
    if yours is None:
        yours = not getattr(context.get("user"), "is_authenticated", False)
    shown = bodymap.Shown(_count(context), yours)
    parts = []
    if places is not None:
        parts.append(shown.of_places(places))
    if marks is not None:
        parts.append(shown.of_marks(list(marks)))
    return {"title": title, "parts": parts, "yours": yours, "user": context.get("user")}


@register.inclusion_tag("intake/map/_swatch.svg")
def swatch(tone, inks, number=""):
    """A sample of a hatch with its badge, to stand before the words."""
    number = "" if number is None else number
    return {"tone": tone, "inks": inks, "badges": [bodymap.Badge(0, 0, tone, str(number))]}


def _count(context):
    """Which map of the page this is; it begins every id."""
    page = context.dicts[0]
    page["_body_maps"] = page.get("_body_maps", 0) + 1
    return page["_body_maps"]
