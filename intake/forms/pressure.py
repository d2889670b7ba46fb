"""The page of pressure: how firm, how far, and how somebody says stop."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.forms.section import SectionForm
from intake.layout import Area, Cards, Fold, Line, Panel, Pick, Pills, Scale, Small, Text
from intake.models import Pressure
from intake.models.pressure import AREAS
from intake.scales import FELT

NAMES = {
    "belly": gettext_lazy("Belly"),
    "groin": gettext_lazy("Hip crease"),
    "thigh": gettext_lazy("Inner thigh"),
    "back": gettext_lazy("Low back"),
    "hip": gettext_lazy("Side of the hip"),
    "glute": gettext_lazy("Buttocks"),
}


CREDIT = gettext_lazy(
    "Telling five steps of pressure apart is an idea of Tracy Walton, after MacDonald and Nelson."
    " The words are ours."
)


class PressureForm(SectionForm):
    """Domain 6.1 and 6.2; stop word and signals, 7.5."""

    model = Pressure
    names = (
        "comfort_limit general".split()
        + [f"{area}_{what}" for area in AREAS for what in ("level", "limit")]
        + "deep_means prior_bruising feedback_style slow_entry".split()
        + "stop_word stop_signal face_down_signal".split()
    )
    called = {
        "comfort_limit": gettext_lazy("The highest number you want to feel"),
    }

    def layout(self):
        stop = _("To say stop")
        yield Panel(
            _("Your limit"),
            Scale("comfort_limit", hint=_("We stay below your number."), anchors=FELT.items()),
            Cards("general"),
        )
        yield Panel(
            _("How you say stop"),
            Line("stop_word"),
            Cards("stop_signal", of=stop),
            Fold(_("A sign for lying face down"), Cards("face_down_signal", of=stop)),
        )
        yield Fold(
            _("Your own limit for one place"),
            *(self._area(area) for area in AREAS),
            Small(CREDIT),
            lead=_(
                "Left open, we begin very lightly at the belly, the hip crease and the inner "
                "thigh, and stay at 5 or below until we have asked you."
            ),
        )
        yield Fold(
            _("What pressure means to you"),
            Text("deep_means"),
            Pills("slow_entry"),
            Pills("feedback_style"),
            Pills("prior_bruising", why=_("Pressure should never leave a bruise.")),
        )

    def _area(self, area):
        return Area(
            NAMES[area],
            Pick(f"{area}_level", of=NAMES[area], label=_("How firm at most?")),
            Pick(
                f"{area}_limit",
                of=NAMES[area],
                label=_("The highest number you want to feel"),
                anchors=FELT.items(),
            ),
        )
