"""The pages of comfort and of cushions: the room, the touch, and how somebody lies."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from intake import face_down, minors
from intake.body import regions
from intake.forms.section import SectionForm
from intake.layout import Cards, Fold, Line, Panel, Pick, Pills, Rest, Text, Tick
from intake.models import Comfort, Cushions
from intake.models.choices import AtEase, Position, Support
from intake.models.marks import MarkKind, Side
from intake.needs import CONTRADICTION

# What stands in sight; the fold below offers the others, also to everybody (domain 7.6).
EASE = (
    AtEase.CLOTHED,
    AtEase.TELL_FIRST,
    AtEase.CHAPERONE,
    AtEase.POSITION,
    AtEase.SKIP_BELLY,
    AtEase.END_EARLY,
)
USUAL = (
    Support.ROUND_BOLSTER,
    Support.WEDGE,
    Support.PILLOW,
    Support.PREGNANCY,
    Support.NECK_ROLL,
    Support.BLANKET,
)


class ComfortForm(SectionForm):
    """The room (domain 7.4), places to leave alone, and ways to feel at ease (7.6)."""

    model = Comfort
    leaning = ("nothing_to_avoid",)  # a place that is named alone contradicts nothing here
    names = (
        "avoid nothing_to_avoid room_temperature lighting music music_volume talk scent blanket"
        " table_warmer glide chaperone chaperone_name therapist_gender options"
    ).split()

    def layout(self):
        yield Panel(_("Where our hands stay away"), *self._avoid())
        yield Panel(
            _("The room"),
            Cards("room_temperature"),
            Cards("lighting"),
            Cards("music"),
            Cards("talk", hint=_("We always check in about pressure.")),
            free=True,
        )
        yield Panel(
            _("Feeling at ease"),
            Cards("options", among=EASE, plain=True),
            Fold(
                _("More ways to feel at ease"),
                Rest("options", among=EASE, label=_("More ways to feel at ease"), plain=True),
            ),
            free=True,
        )
        yield Fold(
            _("Scents, warmth, oil, and who is there"),
            Cards("scent"),
            Pick(
                "music_volume",
                wide=True,
                anchors=((0, _("off")), (5, _("medium")), (10, _("loud"))),
            ),
            Pills("blanket"),
            Pills("table_warmer"),
            Pills("glide"),
            Pills(
                "chaperone",
                why=_("Anybody may have somebody with them. It changes nothing else."),
            ),
            Line("chaperone_name"),
            Pills(
                "therapist_gender",
                why=_(
                    "Some people feel safer with a woman, some with a man. You need not say why."
                ),
            ),
        )

    def _avoid(self):
        if self.marked_places:
            told = _("On the body map you marked: %(places)s.")
            hint = told % {"places": ", ".join(self.marked_places)}
        else:
            hint = _("You need not say why. Marks on the body map count as well.")
        yield Text("avoid", needed=_("write, or tick below"), hint=hint)
        yield Tick("nothing_to_avoid", of=_("Places we should not touch"), needed=False)

    @cached_property
    def marked_places(self):
        """The places that the body map says to avoid, in words."""
        rows = self.intake.marks.filter(kind=MarkKind.AVOID)
        return [
            str(regions.BY_CODE[row.region].label)
            if row.side == Side.MID
            else f"{regions.BY_CODE[row.region].label} ({Side(row.side).label})"
            for row in rows
        ]

    def clean(self):
        """A place to avoid and "there is no such place" cannot both be kept."""
        if self.cleaned_data.get("nothing_to_avoid") and self._names_a_place():
            self.add_error("nothing_to_avoid", str(CONTRADICTION))
        return self.cleaned_data

    def _names_a_place(self):
        saved = self.row.avoid if self.row else ""
        words = self.cleaned_data.get("avoid", saved if self.alone else "")
        return bool(words.strip() or self.marked_places)


class CushionsForm(SectionForm):
    """Positions, supports and cover (domain 7.1 to 7.3)."""

    model = Cushions
    names = (
        "position side_down supports placements firmness help_on_off step_stool cover"
        " belly_access groin_access tucks notes"
    ).split()

    def layout(self):
        yield Panel(_("How you lie"), self._positions(), Pills("side_down"), free=True)
        yield Panel(
            _("What holds you"),
            Cards("supports", among=USUAL, hint=_("We find the right size together.")),
            Fold(
                _("More cushions, and where they go"),
                Rest("supports", among=USUAL, label=_("More cushions")),
                Cards("placements"),
                Cards("firmness"),
            ),
            free=True,
        )
        yield Panel(
            _("What stays covered"),
            Cards(
                "cover",
                why=_("So that you know beforehand, and the sheets lie ready. You decide."),
            ),
            Fold(_("How the sheet lies where we work"), *self._access(), Cards("tucks")),
            lead=_("You decide, and you can change it at any moment."),
            free=True,
        )
        yield Fold(_("Getting on and off the table"), Cards("help_on_off"), Pills("step_stool"))
        yield Fold(_("Anything else about lying"), Text("notes"))

    def _positions(self):
        """Face down is offered only to whom it may suit; who chose it before is asked anew."""
        if not face_down.is_ruled_out(self.intake):
            return Cards("position")
        anew = self.shown("position") == Position.PRONE
        hint = " ".join(map(str, (face_down.WHY, *([face_down.ANEW] if anew else ()))))
        return Cards("position", without=(Position.PRONE,), hint=hint)

    def _access(self):
        """Under sixteen the hip crease is left out (domain 8.6), and not asked about."""
        yield Cards("belly_access")
        if not minors.is_young(self.intake):
            yield Pills("groin_access")
