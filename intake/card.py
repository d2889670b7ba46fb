"""The client card: what keeps somebody safe and comfortable, on one screen of a phone.

Rows are dicts with icon, label, text, kind and vital: a row that stays in sight where the others
are folded. A row with `address` leads to what can be done about it.
"""

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinic.models import Client
from intake import adults, bodymap, extent, sheet
from intake.body import regions
from intake.body.naming import opened
from intake.gate import limits, triage
from intake.gate.meaning import untriaged_words
from intake.models import Intake
from intake.models.consent import AGREEING, AREAS, Choice, Kind
from intake.outcomes import LOOKS, outcome_words, still_binds, why_not_in_force
from intake.regional import by_region, closed_words, felt_words, level_words

FLAGS_SHOWN = 3
PAGES = ("about", "goals", "comfort", "cushions", "pressure")
NO_NEED = ("none",)  # of the choices on the page about you
NEEDS = {
    "interpreter": gettext_lazy("interpreter: %(said)s"),
    "hearing": gettext_lazy("hearing: %(said)s"),
    "support": gettext_lazy("%(said)s"),
    "summary_format": gettext_lazy("in writing: %(said)s"),
}


def card(client, now=None, *, visit=None, found=None):
    """For `house/_client_card.html`. `client`: a Client or an id. `visit`: a Visit or its id.

    `found`: what `limits.limits` answered, where the page has it already; else up to nine queries
    more. The card itself asks one or two.
    """
    client = client if isinstance(client, Client) else Client.objects.get(pk=client)
    found = found or limits.limits(client.pk, visit, now)
    known = found["places"].standing
    said = page_words(known.intake.pk) if known.intake else None
    rows = [decision_row(known), *minor_rows(known, said), _asked_row(found, visit)]
    review = review_of(known.intake)
    all_flags = f"{review['address']}#flags" if review else ""
    rows += flag_rows(found["places"].flags, address=all_flags)
    rows += [*_limit_rows(found), *consent_rows(known)]
    if said:
        rows += [avoid_row(known, said), *_comfort_rows(said)]
    rows = [row for row in rows if row and row["text"]]
    return {
        "id": client.pk,
        "name": client.preferred_name,
        "age": client.age_on(timezone.localdate(now)),
        "pronouns": client.pronouns,
        "rows": rows,
        "map": bodymap.small("card", known.drawn),
        "has_rest": any(not row["vital"] for row in rows),
        "review": review,
    }


def review_of(intake):
    """Where everything stands that has no room on a card, and when it was sent; or None."""
    if intake is None:
        return None
    return {"address": reverse("intake:review", args=[intake.pk]), "sent": intake.submitted_at}


def page_words(intake_id):
    """{field: its answer in words} of every page of an intake; "" is a blank. One query."""
    intake = Intake.objects.select_related(*PAGES).defer("last_time").get(pk=intake_id)
    pages = sheet.sections(intake)
    return {row["name"]: row["text"] for rows in pages.values() for row in rows} | {
        "values": {row["name"]: row["value"] for rows in pages.values() for row in rows}
    }


def labeled(said, labels):
    """“room: Nice and warm · light: Dim”: the answers that there are, each after its label."""
    return " · ".join(
        str(label) % {"said": said[name]} for name, label in labels.items() if said.get(name)
    )


def row(icon, label, text, kind="", *, vital=False, address=""):
    """One row of a card; one with a `kind` is always in sight."""
    vital = vital or bool(kind)
    facts = {"icon": icon, "label": label, "text": text, "kind": kind, "vital": vital}
    return facts | {"address": address}


def decision_row(known):
    decision = known.decision
    if decision is None:
        kind = "stop" if known.last_decision and still_binds(known.last_decision) else "clay"
        return row("circle-dashed", _("Decision"), _ended(known), kind)
    kind, icon = LOOKS[decision.outcome]
    until = formats.date_format(decision.expires_on, "j M Y")
    until = "" if decision.until else _("until %(day)s") % {"day": until}  # a hold names its day
    words = [outcome_words(decision), decision.conditions, until]
    return row(icon, _("Decision"), " · ".join(word for word in words if word), kind)


def _ended(known):
    """Why no decision counts: there was none, it ran out, or what it stood on changed."""
    last = known.last_decision
    return why_not_in_force(last) if last else _("None in force")


def minor_rows(known, said):
    """Under age: is a guardian's agreement there, and who is in the room (domain 8.6)?"""
    if not known.facts.minor:
        return
    if known.facts.guarded:
        yield row("users", _("Under age"), _("A guardian agreed, and so did they"), vital=True)
    elif known.agreed(Kind.GUARDIAN):
        yield row("users", _("Under age"), _("Their own yes is missing"), "clay")
    else:
        yield row("users", _("Under age"), _("No guardian's agreement that counts"), "stop")
    yield _room_row(known.facts.age, said)


def _room_row(age, said):
    """The adult in the room, or who has to be asked in."""
    values = said["values"] if said else {}
    present, chaperone = values.get("guardian_present"), values.get("chaperone")
    told = said and labeled(said, {"guardian_present": _("parent or guardian: %(said)s")})
    lacking = adults.missing(age, present, chaperone)
    if lacking:
        ask = str(adults.TELL[lacking])
    else:
        ask = _("offer a parent or guardian to stay") if adults.to_offer(present) else ""
    text = " · ".join(word for word in (told, ask) if word)
    return row("users", _("In the room"), text, "stop" if lacking else "", vital=True)


def _asked_row(found, visit):
    """Were today's questions asked at this visit?"""
    if visit is None:
        return None
    address = reverse("intake:ask_today", args=[getattr(visit, "pk", visit)])
    if at := found["asked_at"]:
        text = _("asked %(at)s") % {"at": formats.date_format(timezone.localtime(at), "H:i")}
        return row("circle-check", _("Today's questions"), text, "good", address=address)
    return row(
        "message-circle-question-mark",
        _("Today's questions"),
        _("not asked yet"),
        "clay",
        address=address,
    )


def flag_rows(found, most=FLAGS_SHOWN, address=""):
    """What is not triaged, stops and locks by severity, how many more, what is not settled, and
    allergies. `address`: where all of them stand.
    """
    for flag in found:
        if flag.untriaged:
            text = " ".join([untriaged_words(flag), *_quoted(triage.words(flag.answer))])
            yield row("triangle-alert", _("Not triaged yet"), text, "stop")
    stops = [flag for flag in found if flag.severity in "EUSC" and not flag.held]
    by_label = {}
    for flag in stops[:most]:
        by_label.setdefault((flag.severity, str(flag.label)), []).append(_advice(flag))
    for (severity, label), advice in by_label.items():
        kind = "stop" if severity in "EU" else "clay"
        yield row("triangle-alert", label, " · ".join(dict.fromkeys(advice)), kind)
    if more := max(0, len(stops) - most):
        text = ngettext("%(n)d more answer in the intake", "%(n)d more answers in the intake", more)
        yield row("triangle-alert", _("And"), text % {"n": more}, "clay", address=address)
    if n := sum(flag.unsettled and not flag.untriaged for flag in found):
        text = ngettext("%(n)d unsure answer", "%(n)d unsure answers", n) % {"n": n}
        yield row("circle-question-mark", _("Not settled"), text, "clay", address=address)
    for flag in found:
        if flag.question.code == "AL01":
            yield row("flask-conical", _("Allergies"), allergy_words(flag), "clay")


def _advice(flag):
    """“CV05: Level 2 at most…”: whose advice it is, and the facts that made it so."""
    said = [flag.action, flag.because, *_quoted(triage.words(flag.answer))]
    words = {"code": flag.question.code, "advice": " ".join(word for word in said if word)}
    return _("%(code)s: %(advice)s") % words


def _quoted(words):
    return [f"“{words}”"] if words else []


def allergy_words(flag):
    """What the client named, with the reaction; the rule's own words after it."""
    said = [kept["said"] for kept in flag.answer.details.values()]
    unsent = _("said in a form that is not sent yet") if flag.draft else ""
    words = " · ".join(word for word in (*said, flag.answer.words, flag.note, unsent) if word)
    return words or _("yes; ask which")


def _limit_rows(found):
    """The firmest level by region, what is closed, and the client's own numbers."""
    regions = list(by_region(found))
    closed = closed_words(regions)
    said = [level_words(regions), closed and _("closed: %(regions)s") % {"regions": closed}]
    text = " · ".join(word for word in said if word)
    yield row("gauge", _("Level at most"), text, "clay" if closed else "", vital=True)
    for where, sentence in opened(found["places"]):
        yield row("quote", _("By a reason"), f"{where}: {sentence}", "clay")
    felt = felt_words(regions, found["felt_limit"])
    yield row("hand", _("The most they want to feel"), felt, vital=True)


def consent_rows(known):
    """What is not a plain yes, in one row: no, to be talked about, ended, how far it reaches."""
    declined, talk, ended, changed, limited = [], [], [], [], []
    for kind in AREAS:
        last, word = known.consents.get(kind), str(kind.label)
        if last is None:
            continue
        if last.decision == Choice.TALK:
            talk.append(word)
        elif last.decision not in AGREEING:
            declined.append(word)
        elif known.ended(last):
            ended.append(word)
        elif known.outdated(last):
            changed.append(word)
        elif (reach := extent.of(last)) or last.decision == Choice.LIMITS:
            limits_said = last.limits and f"“{last.limits}”"
            limited.append(" ".join(each for each in (word, limits_said, reach) if each))
    told = [
        (_("no: %(areas)s"), declined),
        (_("talk first: %(areas)s"), talk),
        (_("ended: %(areas)s"), ended),
        (_("the wording has changed: %(areas)s"), changed),
        (_("with limits: %(areas)s"), limited),
    ]
    text = " · ".join(said % {"areas": ", ".join(areas)} for said, areas in told if areas)
    yield row("shield-alert", _("Consent"), text, "stop" if declined else "clay")


def avoid_row(known, said):
    """Where hands stay away: the marks on the body map, and what was written."""
    places = [_marked(mark) for mark in known.marks]
    words = said.get("avoid", "").strip()
    named = words.lower() not in ("", "none", "no", "-")
    text = " · ".join([", ".join(places), words] if places and named else places or [words])
    if not text and said["values"].get("nothing_to_avoid"):
        text = _("nowhere named")
    return row("ban", _("Do not touch"), text, "clay" if places or named else "")


def _marked(mark):
    """A mark's place, with the client's own words beside it."""
    place = str(regions.name(mark.region, mark.side))
    return f"{place} “{mark.words}”" if mark.words else place


def stop_words(said):
    """The word and the sign that mean stop."""
    stop = [f"“{said['stop_word']}”" if said["stop_word"] else "", said["stop_signal"]]
    return " · ".join(word for word in stop if word)


def needs_words(said):
    """What it takes to understand and be understood (domain 7.5); a plain "no" is no need."""
    told = {name: text for name, text in said.items() if said["values"].get(name) not in NO_NEED}
    return labeled(told, NEEDS)


def _comfort_rows(said):
    yield row("octagon-x", _("Stop"), stop_words(said), vital=True)
    yield row("message-circle", _("To be understood"), needs_words(said))
    lying = [said["position"], said["supports"]]
    yield row("bed-single", _("Lying"), " · ".join(word for word in lying if word))
    yield row("heart", _("At ease"), said["options"])
