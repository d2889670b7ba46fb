"""What a therapist has to know beside the flags, in the client's own words, on one screen."""

from django.utils.translation import gettext as _

from intake import consenting, extent, sheet
from intake.body import regions
from intake.gate import heard
from intake.models.choices import HereLevel
from intake.models.consent import Choice
from intake.models.marks import MarkKind
from intake.models.pressure import AREAS
from intake.retold import details_again


def rows(intake, known):
    """Dicts with icon, label, text and kind, for `house/_card_row.html`; empty ones are left out.

    `known`: the client's Standing. No queries beyond the pages and marks of `intake`.
    """
    answers = heard.newest(known.answers)
    said = {row["name"]: row["text"] for page in sheet.sections(intake).values() for row in page}
    found = [
        ("ban", _("Do not touch"), _untouched(intake, said), "clay"),
        *((("shield-alert", _("Agreement"), words, kind)) for words, kind in _reserved(known)),
        ("flask-conical", _("Allergies"), _allergies(answers.get("AL01")), "clay"),
        ("gauge", _("Pressure"), _pressure(intake, said), ""),
        ("octagon-x", _("Stop"), _stop(said), ""),
        ("users", _("Parent or guardian"), _guardian(said), ""),
        ("message-circle", _("To understand each other"), _understanding(said), ""),
    ]
    for icon, label, text, kind in found:
        if text:
            yield {"icon": icon, "label": label, "text": text, "kind": kind}


def _joined(*words):
    return " · ".join(word for word in words if word)


def _untouched(intake, said):
    """The words, and the marks on the body map."""
    marked = [_place(mark) for mark in intake.marks.all() if mark.kind == MarkKind.AVOID]
    words = said.get("avoid", "").strip()
    words = "" if words.lower() in ("none", "no", "-") else words
    return _joined(words, ", ".join(marked))


def _place(mark):
    label = str(regions.BY_CODE[mark.region].label)
    place = label if mark.side == "mid" else f"{label}, {mark.get_side_display()}"
    return f"{place} ({mark.words})" if mark.words else place


def _reserved(known):
    """Every agreement that is not a plain yes, or no longer counts."""
    for row in known.consents.values():
        ended = _("ended; ask again") if known.ended(row) else ""
        if known.outdated(row):
            ended = _("the wording has changed; ask again")
        reach = extent.of(row)
        if row.decision != Choice.GIVEN or ended or reach:
            kind = "stop" if row.decision in consenting.REFUSING else "clay"
            words = (row.get_kind_display(), row.get_decision_display(), row.limits, reach, ended)
            yield _joined(*words), kind


def _allergies(answer):
    if answer is None or answer.value == "no":
        return ""
    told = [row["said"] for row in details_again(answer)]
    return _joined(answer.words, *told) or _("%(answer)s; ask which") % {
        "answer": answer.get_value_display()
    }


def _pressure(intake, said):
    """The client's number, how firm in general, and each area that was set apart."""
    row = getattr(intake, "pressure", None)
    if row is None:
        return ""
    most = row.comfort_limit
    number = "" if most is None else _("at most %(n)d of 10, as felt") % {"n": most}
    return _joined(number, said.get("general", ""), *_areas(row))


def _areas(row):
    for area in AREAS:
        level, limit = getattr(row, f"{area}_level"), getattr(row, f"{area}_limit")
        if level is None and limit is None:
            continue
        label = row._meta.get_field(f"{area}_level").verbose_name
        words = [] if level is None else [str(HereLevel(level).label)]
        words += [] if limit is None else [_("at most %(n)d of 10") % {"n": limit}]
        yield f"{_short(label)} {', '.join(words)}"


def _short(label):
    """`Belly:` of `Belly: how firm at most?`."""
    return str(label).partition(":")[0] + ":"


def _stop(said):
    word = f"“{said['stop_word']}”" if said.get("stop_word") else ""
    face_down = said.get("face_down_signal", "")
    if face_down:
        face_down = _("face down: %(sign)s") % {"sign": face_down}
    return _joined(word, said.get("stop_signal", ""), face_down)


def _guardian(said):
    return _joined(
        said.get("guardian_name", ""),
        said.get("guardian_relation", ""),
        said.get("guardian_phone", ""),
        said.get("guardian_present")
        and _("in the room: %(said)s") % {"said": said["guardian_present"]},
    )


def _understanding(said):
    names = ("language", "interpreter", "hearing", "support")
    return _joined(*(said.get(name, "") for name in names))
