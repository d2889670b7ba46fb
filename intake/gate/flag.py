"""One answer that matters, as people read it: how much it weighs, what to do, and where. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.body import zones
from intake.gate import triage
from intake.models import Answer
from intake.models.health import SEVERITIES

LABELS = {
    "E": gettext_lazy("Stop: emergency"),
    "U": gettext_lazy("Stop: see a doctor first"),
    "S": gettext_lazy("No direct psoas work"),
    "C": gettext_lazy("Get clearance"),
    "A": gettext_lazy("Adjust"),
}
TONES = {"E": "stop", "U": "stop", "S": "clay", "C": "clay", "A": "accent"}
# What a rule adds for the therapist, beside the places.
NOTES = {
    "ask_operation": gettext_lazy("Ask about the bowel operation: when, and where the scar is."),
    "ask_transplant": gettext_lazy("Ask about a donor kidney and its side."),
    "back_hip": gettext_lazy(
        "Hip from the back, or not known: no flexion beyond 90°, no adduction, no inward rotation."
    ),
    "front_hip": gettext_lazy(
        "Hip from the front, or not known: no extension with outward rotation and abduction."
    ),
    "head_raised": gettext_lazy("Raise the head."),
    "hide_product": gettext_lazy("Life-threatening allergy: keep the product away altogether."),
    "indirect_first": gettext_lazy("Begin with indirect work."),
    "mesh": gettext_lazy("Keep off the mesh."),
    "only_correction": gettext_lazy("Stays closed; only a correction of the data lifts it."),
    "prone_off": gettext_lazy("Not lying face down."),
    "psoas_abscess": gettext_lazy("Think of a psoas abscess: medical check the same day."),
    "semi_reclined": gettext_lazy("Semi-reclined, two hours after food."),
    "slow_rise": gettext_lazy("Help them up slowly; never leave them alone."),
}


@dataclass(frozen=True)
class Flag:
    """One answer that matters. `unsettled`: the client was not sure, and it must be cleared up.

    `untriaged`: a told condition that no therapist has weighed; it closes every place.
    `answer` is unsaved (no pk, empty value) for what follows from age and sex alone.
    `notes`: codes of NOTES. `told`: words for the client that a rule adds. `because`: the facts
    that made it so, in words, where they weigh beside the answer.
    """

    answer: Answer
    unsettled: bool
    effects: tuple = ()
    notes: tuple = ()
    told: tuple = ()
    untriaged: bool = False
    because: str = ""

    @property
    def question(self):
        return self.answer.question

    @property
    def draft(self):
        """Does it come of a form that is not sent yet?"""
        return self.answer.draft

    def adds_to(self, other):
        """Does this say anything that `other`, a Flag or None, does not say already?"""
        if other is None or (self.held and not other.held):
            return True
        return not all(any(known.covers(each) for known in other.effects) for each in self.effects)

    @property
    def held(self):
        """Does it wait for somebody's word, so that no letter and no reason opens it?"""
        return self.unsettled or self.untriaged

    @property
    def triage(self):
        """What a therapist made of it, or None."""
        return triage.of(self.answer)

    @property
    def action(self):
        """What to do: the row's own words, or those of whoever triaged it."""
        return self.triage.reason if self.triage else _(self.question.action)

    @property
    def severity(self):
        return min((each.severity for each in self.effects), key=SEVERITIES.index)

    @property
    def label(self):
        return _("Not triaged yet") if self.untriaged else LABELS[self.severity]

    @property
    def tone(self):
        return TONES[self.severity]

    @property
    def note(self):
        """What the rules add for the therapist, in words."""
        words = [self.because, *(str(NOTES[code]) for code in self.notes)]
        return " ".join(word for word in words if word)

    @property
    def places(self):
        """The scope in words, the client's own sides."""
        return where(self.effects)


def where(effects):
    """The places of effects in words; everywhere, where nothing is left out."""
    both = {zone for each in effects if len(each.sides) == 2 for zone in each.zones}
    if both == set(zones.ALL):
        return _("everywhere")
    return ", ".join(_place_words(effects, both))


def _place_words(effects, both):
    sides = {"left": _("%(zone)s, left"), "right": _("%(zone)s, right")}
    for zone in zones.ALL:
        if zone in both:
            yield str(zones.LABELS[zone])
            continue
        for side, words in sides.items():
            if any(each.touches(zone, side) for each in effects):
                yield words % {"zone": zones.LABELS[zone]}
