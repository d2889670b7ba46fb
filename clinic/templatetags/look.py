"""How things look, said once: icons, chips, drawings and the small parts with optional words."""

import functools
import re

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from lucide.templatetags.lucide import lucide

register = template.Library()

# A chip's kind chooses its colour; the icon makes sure that colour never speaks alone.
CHIP_ICONS = {
    "good": "circle-check",
    "clay": "triangle-alert",
    "stop": "octagon-alert",
    "accent": "circle-dot",
    "quiet": "circle-dashed",
}

DRAWINGS = {
    "supine_hooklying": _("Lying on the back, knees over a large bolster"),
    "supine_flat": _("Lying flat on the back"),
    "semi_reclined": _("Leaning back against a wedge, knees supported"),
    "side_lying": _("Lying on the side with a cushion between the knees"),
    "prone": _("Lying face down, ankles on a roll"),
    "seated": _("Sitting upright"),
    "standing": _("Standing"),
    "edge_of_table_thomas": _("Lying back at the edge of the table, one knee held"),
    "round_bolster": _("Round bolster"),
    "half_round_bolster": _("Half-round bolster with a flat base"),
    "wedge": _("Wedge"),
    "triangle": _("Triangle for under the knees"),
    "pillow": _("Pillow"),
    "pregnancy_pillow": _("Long curved pregnancy pillow"),
    "neck_roll": _("Small neck roll"),
    "towel_roll": _("Rolled towel"),
    "belly_wedge": _("Small belly wedge"),
    "eye_pillow": _("Eye pillow"),
    "weighted_blanket": _("Weighted blanket"),
    "own_item": _("Something of your own"),
    "tea_cup": _("A cup of tea"),
    "calm_room": _("A quiet treatment room"),
    "folder": _("An open folder"),
    "quiet_room": _("A quiet room with a treatment table beneath a window"),
    "name_card": _("A name card"),
    "morning_walk": _("Somebody walking in the morning"),
    "health_sheet": _("A health form on a clipboard"),
    "resting_hand": _("A hand at rest on the body"),
    "signed_sheet": _("A sheet and a pen"),
    "phone_call": _("A telephone that rings"),
    "quiet_place": _("A raised hand"),
    "general_1": _("A hand rests on the skin"),
    "general_2": _("A hand spreads lotion"),
    "general_3": _("A hand presses as in a usual massage"),
    "general_4": _("A hand presses firmly"),
    "general_5": _("A hand presses very strongly"),
    "placements_under_knees": _("A bolster under the knees"),
    "placements_under_ankles": _("A roll under the ankles"),
    "placements_under_head": _("A pillow under the head"),
    "placements_neck": _("A small roll at the neck"),
    "placements_lumbar": _("A small cushion at the low back"),
    "placements_between_knees": _("A cushion between the knees"),
    "placements_between_ankles": _("A cushion between the ankles"),
    "placements_under_belly": _("A cushion under the belly"),
    "placements_behind_back": _("A cushion behind the back"),
    "placements_under_pelvis": _("A cushion under the hips"),
    "placements_under_arm": _("A cushion under the arm"),
    "placements_chest_hug": _("A cushion to hug"),
    "placements_over_eyes": _("A soft cover over the eyes"),
    "placements_over_body": _("A blanket over the body"),
    "cover_fully_clothed": _("Lying in all of one's clothes"),
    "cover_shorts_top": _("Lying in shorts and a top"),
    "cover_underwear_kept": _("Lying in underwear under a sheet"),
    "cover_sheet_waist_to_chest_gap": _("Lying under a sheet that is opened at one place"),
    "cover_half_sheet_chest_cover": _("A sheet up to the waist and another over the chest"),
    "cover_other": _("Two people talk"),
    "belly_access_over_clothing": _("A hand on the belly, over clothes"),
    "belly_access_over_sheet": _("A hand on the belly, over a sheet"),
    "belly_access_skin_exposed_strip": _("A hand on the belly, between two sheets"),
    "help_on_off_no": _("Somebody sits up at the edge of the table alone"),
    "help_on_off_standby": _("Somebody sits up, and another stands near"),
    "help_on_off_assist": _("Somebody sits up with a helping hand"),
    "firmness_soft": _("A ball sinks deep into a cushion"),
    "firmness_medium": _("A ball sinks into a cushion a little"),
    "firmness_firm": _("A ball lies on a firm cushion"),
    "tucks_client": _("One's own hand at the edge of the sheet"),
    "tucks_therapist_with_permission": _("Somebody asks, a hand at the edge of the sheet"),
}


@register.simple_tag
def icon(name, size=20, title=""):
    """An icon from the set. Silent for screen readers unless it has a `title`."""
    if title:
        return lucide(name, size=size, role="img", aria_label=str(title), **{"class": "icon"})
    return _silent(name, size)


@functools.cache
def _silent(name, size):
    """Drawn once: a page of the record has a hundred of them, of a few dozen kinds."""
    return lucide(name, size=size, aria_hidden="true", focusable="false", **{"class": "icon"})


@register.simple_tag
def chip(kind, word, mark=""):
    """A state in one word: `{% chip "good" _("Signed") %}`; `mark` chooses another icon."""
    return format_html(
        '<span class="chip chip-{}">{}<span>{}</span></span>',
        kind,
        icon(mark or CHIP_ICONS[kind], size=16),
        word,
    )


@register.simple_tag
def drawing(name, alone=False):
    """One of our line drawings. `alone=True` when no words beside it say the same."""
    spoken = {"title": DRAWINGS.get(name, "") if alone else ""}
    svg = render_to_string(f"house/drawings/{name}.svg", spoken)
    return mark_safe(re.sub(r">\s+<", "><", svg.strip()))  # noqa: S308 (our own files)


@register.filter
def sentence_case(words):
    """allauth's "Change Password" as "Change password"; PIN and the like stay."""
    return re.sub(r"(?<=\w\s)[A-Z](?=[a-z])", lambda found: found[0].lower(), words.strip())


@register.filter(expects_localtime=True)
def day_and_time(at):
    """A moment soon, in the order of the client's language: "Thursday, November 26, 14:00"."""
    return ", ".join(formats.date_format(at, part) for part in ("l", "MONTH_DAY_FORMAT", "H:i"))


@register.filter
def has_drawing(name):
    """Is there a drawing for this code?"""
    return name in DRAWINGS


@register.inclusion_tag("house/_nav_link.html", takes_context=True)
def nav_link(context, route, mark, word):
    """A place in the main navigation; says so when it is where we are."""
    match = getattr(context.get("request"), "resolver_match", None)
    here = bool(match) and match.view_name == route
    return {"address": reverse(route), "mark": mark, "word": word, "here": here}


@register.inclusion_tag("house/_scale.html")
def scale(name, legend, low, high, value=None, limit=None, hint="", most=10, anchors=()):
    """Eleven large buttons, 0 to 10, with both ends in words and the client's limit marked.

    `anchors`: what some numbers mean, (number, words), in place of the ends.
    """
    value = "" if value is None else str(value)
    points = [
        {"number": n, "on": value == str(n), "over": limit is not None and n > int(limit)}
        for n in range(int(most) + 1)
    ]
    return locals()


ANSWERS = (
    ("yes", _("Yes")),
    ("no", _("No")),
    ("unsure", _("Not sure")),
    ("rather_not_say", _("Rather not say")),
)


@register.inclusion_tag("house/_answers.html")
def answers(name, legend, value="", hint="", choices=ANSWERS, about=""):
    """A question with four equal answers; nothing is chosen beforehand. `about`: for the ear."""
    return locals()


@register.inclusion_tag("house/_choice.html")
def choice(name, value, word, picture="", checked=False, many=False, hint="", mark=""):
    """A card with a drawing (or an icon) and a word; a radio button or a checkbox underneath."""
    return locals()


@register.inclusion_tag("house/_empty.html")
def empty(picture, title, text="", action_url="", action=""):
    """Nothing here yet: a drawing, one sentence, one thing to do."""
    return locals()


@register.inclusion_tag("house/_refusal.html")
def refusal(action, sentence, address="", place=""):
    """The greyed button and why it waits, with a way to the place that is missing."""
    return locals()


@register.inclusion_tag("house/_save_state.html", takes_context=True)
def save_state(context, saved_at=""):
    """The line that says whether the words are safe. One on each form with `data-autosave`.

    Whoever works here signs in again; a client has no account, and the banner says how to go on.
    """
    works_here = getattr(context.get("user"), "is_authenticated", False)
    return {"saved_at": saved_at, "works_here": works_here}
