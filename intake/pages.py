"""The pages of the form, in order: the progress bar, the buttons and the addresses follow this."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from intake.forms import consent as forms_consent
from intake.forms import health as forms_health
from intake.forms.about import AboutForm
from intake.forms.comfort import ComfortForm, CushionsForm
from intake.forms.goals import GoalsForm
from intake.forms.pressure import PressureForm


@dataclass(frozen=True)
class Page:
    slug: str
    title: Promise
    lead: Promise
    form: type
    picture: str
    template: str = "intake/page.html"

    @property
    def number(self):
        return PAGES.index(self) + 1

    @property
    def after(self):
        """The next page, or None at the end."""
        return PAGES[self.number] if self.number < len(PAGES) else None

    @property
    def before(self):
        """The page before, or None at the start."""
        return PAGES[self.number - 2] if self.number > 1 else None


PAGES = (
    Page(
        "about",
        _("About you"),
        _("Who you are, and whom we call. Only what is marked “needed” must be filled in."),
        AboutForm,
        "name_card",
    ),
    Page(
        "goals",
        _("What brings you here"),
        _("Show us where it hurts, and say what you hope for. Nothing hurts? Go on below."),
        GoalsForm,
        "morning_walk",
        "intake/goals.html",
    ),
    Page(
        "health",
        _("Your health"),
        _("“Not sure” and “Rather not say” are fine answers. Your therapist reads all of them."),
        forms_health.HealthForm,
        "health_sheet",
        "intake/health.html",
    ),
    Page(
        "comfort",
        _("Your comfort"),
        _("How should the room and the visit be?"),
        ComfortForm,
        "calm_room",
    ),
    Page(
        "cushions",
        _("Cushions and position"),
        _("Choose what you know you like. We try the rest together."),
        CushionsForm,
        "supine_hooklying",
    ),
    Page(
        "pressure",
        _("Pressure"),
        _("You decide how much. You can change your mind at any moment."),
        PressureForm,
        "resting_hand",
    ),
    Page(
        "consent",
        _("What you agree to"),
        _("Each area on its own. “No” never ends your treatment; we work around it."),
        forms_consent.ConsentForm,
        "signed_sheet",
        "intake/consent.html",
    ),
)
BY_SLUG = {page.slug: page for page in PAGES}
