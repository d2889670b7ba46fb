"""The pages of comfort and of cushions: the room, the touch, and how somebody lies."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from intake import regions
from intake.forms import SectionForm
from intake.layout import Cards, Fold, Panel, Pills, Text, Tick
from intake.models import Comfort, Cushions
from intake.models.marks import MarkKind, Side
from intake.needs import CONTRADICTION


class ComfortForm(SectionForm):
    """The room (domain 7.4), places to leave alone, and ways to feel at ease (7.6)."""

    model = Comfort
    alone_is_enough = False
    names = (
        "avoid nothing_to_avoid room_temperature lighting music talk scent blanket glide"
        " chaperone therapist_gender options"
    ).split()

    def layout(self):
        yield Panel(_("Where our hands stay away"), *self._avoid())
        yield Panel(
            _("The room"),
            Cards("room_temperature"),
            Cards("lighting"),
            Cards("music"),
            Cards("talk"),
            free=True,
        )
        yield Panel(
            _("What would help you feel at ease"),
            Cards("options", plain=True),
            free=True,
        )
        yield Fold(
            _("Scents, blanket, oil, and who is there"),
            Cards("scent"),
            Pills("blanket"),
            Pills("glide"),
            Pills("chaperone"),
            Pills("therapist_gender"),
            free=True,
        )

    def _avoid(self):
        if self.marked_places:
            told = _("On the body map you marked: %(places)s.")
            hint = told % {"places": ", ".join(self.marked_places)}
        else:
            hint = _("You need not say why. Places marked on the body map count as well.")
        yield Text("avoid", needed=True, hint=hint)
        yield Tick("nothing_to_avoid", needed=False)

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
        "position supports placements firmness help_on_off cover belly_access tucks notes"
    ).split()

    def layout(self):
        yield Panel(_("How you lie"), Cards("position"), free=True)
        yield Panel(
            _("What holds you"),
            Cards("supports"),
            Fold(_("Where the cushions go"), Cards("placements"), Pills("firmness"), free=True),
            free=True,
        )
        yield Panel(_("Getting on and off"), Pills("help_on_off"), free=True)
        yield Panel(
            _("What stays covered"),
            Cards("cover", plain=True),
            Cards("belly_access", plain=True),
            Pills("tucks"),
            lead=_("You decide what you keep on, and you can change it at any moment."),
            free=True,
        )
        yield Fold(_("Anything else"), Text("notes"), free=True)
