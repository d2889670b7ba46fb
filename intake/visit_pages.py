"""What the two pages of a visit show: today's questions, and the areas agreed to."""

from django.utils.translation import gettext as _

from intake import extent, screening, stopped, wordings
from intake.access.visit import why_not_at_visit, why_not_go_on, why_not_take_down
from intake.actions.visiting import before_visit, case_from
from intake.body import regions
from intake.forms.agree import ALONE, AgreeForm
from intake.forms.visit import TodayForm
from intake.gate import heard, lasting, limits
from intake.gate.flagging import STOPS
from intake.models.consent import AGREEING, AREAS, SIGNED, Choice, Kind, Mode
from intake.outcomes import outcome_words


def today_page(user, visit, form, found, now):
    """The list, what was asked already, and what to do at once after a stop."""
    known = found["places"].standing
    opened = stopped.rows(visit.client_id)
    rows = stopped.addresses(found["places"].flags, visit, opened)
    stops = [
        {"flag": flag, "say": flag.told or told_now(flag), "address": rows.get(flag.answer.pk)}
        for flag in _stopping(found, visit)
    ]
    last, changed = before_visit(visit, now)
    why_not = why_not_go_on(user, visit, last, changed, now)
    ended = known.decision is None and last is not None
    return {
        "visit": visit,
        "client": visit.client,
        "form": form,
        "groups": form.shown(),
        "asked_at": found["asked_at"],
        "left": list(_left(known, visit)),
        "stops": stops,
        "to_write": stopped.left_to_write(opened, [stop["address"] for stop in stops]),
        "why_not": why_not_take_down(user, visit, now),
        "seen": max((answer.pk for answer in known.answers), default=0),
        "may_go_on": bool(ended and found["asked_at"] and why_not is None and not stops),
        "last_decision": last and outcome_words(last),
        "ended": ended,
        "why_ended": lasting.SHORT.get(last.ended_by, "") if ended and not changed else "",
        "changed": [row.asked for row in changed] if ended else [],
    }


def _stopping(found, visit):
    """The answers of this visit that stop it, strictest first."""
    flags = found["places"].flags
    return [row for row in flags if row.severity in STOPS and row.answer.visit_id == visit.pk]


def place_after(visit, now):
    """Where the page opens once an answer is kept: at what stops the visit, else where it was."""
    found = limits.limits(visit.client_id, visit, now)
    return "#stop-now" if _stopping(found, visit) else ""


def told_now(flag):
    """What to say for the question itself, where no rule says more."""
    return tuple(filter(None, [flag.question.told_now]))


def _left(known, visit):
    """The questions that are still open at this visit, once some of them were asked."""
    asked = {row.question.code for row in known.answers if row.visit_id == visit.pk}
    wanted = limits.asked_of_everybody() - asked if asked else set()
    for code, row in screening.rows().items():
        if code in wanted:
            yield _(row["question"])


def today_form(found, data=None):
    """The form with what was said last; `found`: what `limits.limits` answered."""
    known = found["places"].standing
    return TodayForm(data, known=heard.newest(known.answers), visit=known.visit)


def consent_page(user, visit, now, refused=None):
    """The areas with what stands, and a form each. `refused`: the form that was refused."""
    found = limits.limits(visit.client_id, visit, now)
    known = found["places"].standing
    case = case_from(known.facts)
    return {
        "visit": visit,
        "client": visit.client,
        "minor": case["minor"],
        "areas": [_area(kind, known, case, visit, refused) for kind in case["kinds"]],
        "why_not": why_not_at_visit(user, visit, now),
        "astray": refused if refused and refused.data.get("kind") not in case["kinds"] else None,
    }


def _area(kind, known, case, visit, refused):
    last = known.consents.get(kind)
    form = refused if refused is not None and refused.data.get("kind") == kind else AgreeForm()
    modes = list(_modes(kind, case))
    here = last is not None and last.visit_id == visit.pk
    return {
        "kind": kind,
        "wording": wordings.WORDINGS[kind],
        "shown": wordings.shown(kind),
        "reread": form.is_bound and form.data.get("shown") != wordings.shown(kind),
        "last": last,
        "here": here,
        "tone": _tone(last, known),
        "ended": bool(last and last.decision in AGREEING and known.ended(last)),
        "outdated": bool(last and known.outdated(last)),
        "extent": extent.of(last) if last else "",
        "role": form["signer_role"].value() or ALONE[0],
        "has_extent": kind in AREAS,
        "roles": () if case["minor"] else [(role.value, role.label) for role in ALONE],
        "signed": kind in SIGNED,
        "decisions": list(_decisions(kind, last)),
        "modes": modes,
        "avoid": _marked(kind, known, here),
        "form": form,
        "value": form["decision"].value() or "",
        "mode": form["mode"].value() or (modes[0][0] if len(modes) == 1 else ""),
        "sign_again": kind in SIGNED and not here and last and last.decision in AGREEING,
        "open": form.is_bound,
    }


def _tone(last, known):
    if last is None:
        return "clay"
    if last.decision in AGREEING:
        asks = known.ended(last) or known.outdated(last) or last.decision == Choice.LIMITS
        return "clay" if asks else "good"
    return "clay" if last.decision == Choice.TALK else "stop"


def _decisions(kind, last):
    for choice in wordings.offered(kind):
        yield choice.value, choice.label
    if last is not None and last.decision in AGREEING:
        yield Choice.WITHDRAWN.value, _("They take it back")


def _modes(kind, case):
    if case["minor"] and kind != Kind.ASSENT:
        yield Mode.GUARDIAN.value, Mode.GUARDIAN.label
        return
    yield Mode.WRITTEN.value, Mode.WRITTEN.label
    if kind not in SIGNED:
        yield Mode.VERBAL.value, Mode.VERBAL.label
        yield Mode.GESTURE.value, Mode.GESTURE.label


def _marked(kind, known, here):
    """The places in this area that are marked "do not touch"; agreeing at the visit opens them."""
    places = [
        str(regions.name(mark.region, mark.side))
        for mark in known.marks
        if regions.BY_CODE[mark.region].consent == kind
    ]
    return {"words": ", ".join(places), "opened": here and known.consents[kind].decision in
            AGREEING} if places else None  # fmt: skip
