"""The door for the floor above: what an intake says, in the shapes that its pages show."""

from django.db.models import Max
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from clinic.models import Client
from intake import consenting, gate, sheet
from intake.export import everything
from intake.headers import events, holds, waiting_for_decision
from intake.models import Answer, Decision, Intake
from intake.models.decision import Outcome

SECTIONS = ("goals", "comfort", "cushions", "pressure")
OUTCOME_LOOKS = {
    Outcome.GO_AHEAD: ("good", "circle-check"),
    Outcome.WITH_CHANGES: ("clay", "sliders-horizontal"),
    Outcome.NO_ABDOMINAL: ("clay", "shield-alert"),
    Outcome.HOLD: ("stop", "circle-pause"),
    Outcome.NOT_SUITABLE: ("stop", "octagon-alert"),
}


def newest(client_id):
    """The client's newest sent intake with its pages, or None."""
    return _sent(client_id).select_related(*SECTIONS).first()


def _sent(client_id):
    return Intake.objects.sent().filter(client_id=client_id).order_by("-submitted_at", "-pk")


def decision_in_force(client_id, now=None):
    """The newest decision, while it has not expired and no newer answer exists; or None."""
    decision = Decision.objects.filter(client_id=client_id).order_by("-pk").first()
    if decision and is_in_force(decision, gate.newest_id(client_id), now):
        return decision
    return None


def is_in_force(decision, newest_answer, now=None):
    """Does this decision still count? `newest_answer`: number of the client's newest answer."""
    return decision.expires_on >= timezone.localdate(now) and decision.after_answer >= newest_answer


def limits(client_id, now=None):
    """{"felt_limit": 0–10 or None, "level_cap": 1–5 or None, "zones_locked": {zone: reason}}.

    `felt_limit` is the client's own number and warns; `level_cap` is the strictest of the answers'
    caps and the firmness the client asked for. Few rows and queries: every tap asks it.
    """
    found = gate.flags(gate.telling(client_id))
    intake = _sent(client_id).select_related("pressure").defer("asked").first()
    pressure = getattr(intake, "pressure", None)
    caps = [gate.level_cap(found), pressure.general if pressure else None]
    return {
        "felt_limit": pressure.comfort_limit if pressure else None,
        "level_cap": min((cap for cap in caps if cap), default=None),
        "zones_locked": consenting.not_agreed(client_id)
        | gate.locked(found, decision_in_force(client_id, now)),
    }


def hints(client_ids, now=None):
    """{client_id: [(kind, word)]} for the day list, in three queries; every id has a list."""
    ids = list(client_ids)
    intakes = Intake.objects.filter(client_id__in=ids).defer("asked")
    intakes = intakes.order_by("client_id", "-pk").distinct("client_id")
    decisions = Decision.objects.filter(client_id__in=ids)
    decisions = decisions.order_by("client_id", "-pk").distinct("client_id")
    last = Answer.objects.filter(client_id__in=ids).order_by().values("client_id")
    newest_answers = dict(last.annotate(last=Max("pk")).values_list("client_id", "last"))
    by_intake = {row.client_id: row for row in intakes}
    by_decision = {row.client_id: row for row in decisions}
    return {
        pk: list(_chips(by_intake.get(pk), by_decision.get(pk), newest_answers.get(pk, 0), now))
        for pk in ids
    }


def _chips(intake, decision, newest_answer, now):
    """One or two chips: the intake if it waits, the decision if it counts."""
    if intake is None:
        yield ("quiet", _("No intake yet"))
        return
    if intake.submitted_at is None:
        expired = intake.lives_until <= (now or timezone.now())
        started = _("Intake started") if intake.redeemed_at else _("Intake waiting")
        yield ("quiet", _("Intake link expired") if expired else started)
    elif decision is None or decision.intake_id < intake.pk:
        yield ("clay", _("Intake to read"))
    if decision is None:
        return
    if is_in_force(decision, newest_answer, now):
        yield (OUTCOME_LOOKS[decision.outcome][0], outcome_words(decision))
    elif decision.after_answer < newest_answer:
        yield ("clay", _("Answers changed: decide again"))
    else:
        yield ("clay", _("Decision expired"))


def outcome_words(decision):
    """The decision in words, a hold with its day."""
    if decision.outcome == Outcome.HOLD and decision.until:
        return _("Hold until %(day)s") % {"day": formats.date_format(decision.until, "j M")}
    return decision.get_outcome_display()


def card(client, now=None):
    """What keeps this person safe and comfortable, for `house/_client_card.html`.

    `client`: a Client or an id. Rows are dicts with icon, label, text, kind and vital:
    a row that stays in sight where the others are folded.
    """
    client = client if isinstance(client, Client) else Client.objects.get(pk=client)
    intake = newest(client.pk)
    found = gate.flags(gate.newest(client.pk).values())
    rows = [_decision_row(client.pk, now), *_flag_rows(found), *_consent_rows(client.pk)]
    if intake:
        rows += _comfort_rows(intake)
    rows = [row for row in rows if row and row["text"]]
    return {
        "name": client.preferred_name,
        "age": client.age_on(timezone.localdate(now)),
        "pronouns": client.pronouns,
        "rows": rows,
        "has_rest": any(not row["vital"] for row in rows),
    }


def _row(icon, label, text, kind="", *, vital=False):
    vital = vital or bool(kind)
    return {"icon": icon, "label": label, "text": text, "kind": kind, "vital": vital}


def _decision_row(client_id, now):
    decision = decision_in_force(client_id, now)
    if decision is None:
        return _row("circle-dashed", _("Decision"), _("None in force"), "clay")
    kind, icon = OUTCOME_LOOKS[decision.outcome]
    words = [outcome_words(decision), decision.conditions]
    until = formats.date_format(decision.expires_on, "j M Y")
    words.append(_("until %(day)s") % {"day": until})
    return _row(icon, _("Decision"), " · ".join(word for word in words if word), kind)


def _consent_rows(client_id):
    """What the client declined, limited or wants to talk about first."""
    for row in consenting.reserved(client_id):
        words = [row.get_kind_display(), row.get_decision_display(), row.limits]
        kind = "stop" if row.decision in consenting.REFUSING else "clay"
        yield _row("shield-alert", _("Consent"), " · ".join(w for w in words if w), kind)


def _flag_rows(found):
    """Stops and locks by name, the cap as a number, allergies in the client's words."""
    for flag in found:
        if flag.severity in ("E", "U", "S") and not flag.unsettled:
            kind = "stop" if flag.severity in gate.STOPS else "clay"
            yield _row("triangle-alert", str(flag.label), flag.question.action, kind)
    if unsettled := [flag for flag in found if flag.unsettled]:
        number = len(unsettled)
        yield _row(
            "circle-help", _("Not settled"), _("%(n)d unsure answers") % {"n": number}, "clay"
        )
    if cap := gate.level_cap(found):
        yield _row("gauge", _("Pressure at most"), _("level %(n)d of 5") % {"n": cap}, "clay")
    for flag in found:
        if flag.question.code == "AL01":
            words = flag.answer.words or _("yes; ask which")
            yield _row("flask-conical", _("Allergies"), words, "clay")


def _comfort_rows(intake):
    words = {row["name"]: row["text"] for page in sheet.sections(intake).values() for row in page}
    pressure = getattr(intake, "pressure", None)
    if pressure and pressure.comfort_limit is not None:
        limit = _("%(n)d of 10") % {"n": pressure.comfort_limit}
        yield _row("hand", _("The most they want to feel"), limit, vital=True)
    yield _row("ban", _("Do not touch"), words["avoid"], "clay" if _names_a_place(words) else "")
    stop = [f"“{words['stop_word']}”" if words["stop_word"] else "", words["stop_signal"]]
    yield _row("octagon-x", _("Stop"), " · ".join(word for word in stop if word), vital=True)
    lying = [words["position"], words["supports"]]
    yield _row("bed-single", _("Lying"), " · ".join(word for word in lying if word))
    yield _row("heart", _("At ease"), words["options"])


def _names_a_place(words):
    return words["avoid"].strip().lower() not in ("", "none", "no", "-")


__all__ = [
    "card",
    "decision_in_force",
    "events",
    "everything",
    "hints",
    "holds",
    "is_in_force",
    "limits",
    "newest",
    "outcome_words",
    "waiting_for_decision",
]
