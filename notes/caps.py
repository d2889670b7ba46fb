"""How firm a zone may be worked, whose limit that is, and what is worth a word of warning."""

from django.utils.translation import gettext as _

from notes.models import CheckIn, Treatment

Zone = Treatment.Zone

# Domain 2.2, "Default cap pressure_level"; Z7 says 1-2.
ZONE_CAPS = {
    Zone.Z1: 2,
    Zone.Z2: 2,
    Zone.Z3: 3,
    Zone.Z4: 1,
    Zone.Z5: 2,
    Zone.Z6: 2,
    Zone.Z7: 2,
    Zone.Z8: 3,
    Zone.Z9: 4,
    Zone.Z10: 4,
}
DIRECT = (Zone.Z1, Zone.Z2, Zone.Z3, Zone.Z4, Zone.Z5, Zone.Z6)
KNUCKLES_FEEL_LESS = 2  # domain 5.2: knuckles in Z1-Z5 at most at level 2


def why_not_row(row, limits):
    """The sentence that refuses a technique row, or None. Breathing is always possible.

    `limits`: what `intake.summary.limits` answers for the client.
    """
    if row.technique == Treatment.Technique.DEEP_BREATHING:
        return None
    if sentence := limits["zones_locked"].get(row.zone):
        return sentence
    level, why = cap_of(row, limits)
    if row.pressure_level is not None and row.pressure_level > level:
        return _("%(zone)s: level %(level)d at most. %(why)s") % {
            "zone": row.get_zone_display(),
            "level": level,
            "why": why,
        }
    return None


def cap_of(row, limits):
    """The highest level 1–5 for this row and, in words, who set it; the lowest limit binds."""
    found = _zone_caps(row.zone, limits)
    if row.contact_tool == Treatment.Tool.KNUCKLES and row.zone in DIRECT[:5]:
        found.append((KNUCKLES_FEEL_LESS, _("Knuckles feel less than fingers.")))
    return min(found, key=lambda pair: pair[0])


def _zone_caps(zone, limits):
    """Level and reason, from the zone itself and from what the client and the screening say."""
    found = [(ZONE_CAPS[zone], _("That is the limit of this zone."))]
    if cap := limits["level_cap"]:
        found.append((cap, _("That is what the client asked for and their answers allow.")))
    return found


def zone_choices(limits):
    """The zones with what is possible there today, for a list to choose from."""
    words = []
    for code, word in Zone.choices:
        if code in limits["zones_locked"]:
            words.append((code, _("%(zone)s: closed today") % {"zone": word}))
        else:
            level = min(level for level, _why in _zone_caps(code, limits))
            words.append(
                (code, _("%(zone)s: up to level %(level)d") % {"zone": word, "level": level})
            )
    return words


def warnings(note, limits, decision):
    """Sentences that do not stop a signature but belong in front of whoever signs.

    `decision`: the decision in force, or None.
    """
    said = [_decision_words(decision)]
    treatments, check_ins = list(note.treatments.all()), list(note.check_ins.all())
    said += [_beyond(row, limits) for row in treatments]
    felt = [row.pressure_perceived for row in treatments] + [row.felt for row in check_ins]
    most = max((number for number in felt if number is not None), default=None)
    if limits["felt_limit"] is not None and most is not None and most > limits["felt_limit"]:
        said.append(
            _("The client felt %(felt)d; their own limit is %(limit)d.")
            % {"felt": most, "limit": limits["felt_limit"]}
        )
    direct = [row for row in treatments if row.zone in DIRECT]
    hands_on = [row for row in direct if row.technique != Treatment.Technique.DEEP_BREATHING]
    if hands_on and hands_on[0].technique != Treatment.Technique.GENTLE_PRESSURE:
        said.append(_("The first touch was not gentle pressure."))  # domain 13, rule 15
    if any(row.pressure_perceived is None for row in hands_on):
        said.append(_("The client's own number is missing for work near the psoas."))
    if any(row.wants == CheckIn.Wants.STOP for row in check_ins):
        said.append(_("The client said stop. Write what you did then."))
    return [sentence for sentence in said if sentence]


def _beyond(row, limits):
    """A limit that came after the row was saved: what was done stays, and is said."""
    if sentence := why_not_row(row, limits):
        return _("Technique %(seq)d: %(sentence)s") % {"seq": row.seq, "sentence": sentence}
    return None


def _decision_words(decision):
    """What the decision in force says against today's work; domain 3.4."""
    if decision is None:
        return _("There is no decision in force on this client's intake.")
    return {
        "hold": _("The intake decision says hold."),
        "not_suitable": _("The intake decision says not suitable."),
        "no_abdominal_pressure": _("The intake decision says no abdominal pressure."),
    }.get(decision.outcome)
