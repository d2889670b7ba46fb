"""The page about you: who somebody is, whom we call, and what they need to be understood."""

from django.conf import settings
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake import imperial
from intake.fields import Birthday
from intake.forms.section import SectionForm
from intake.layout import Cards, Fold, Line, Panel, Pills, Side, Text
from intake.models import About
from intake.models.about import EARLIEST, under_age

FROM_RECORD = ("legal_name", "preferred_name", "pronouns", "phone")


def _days():
    return {"first": EARLIEST.isoformat(), "last": timezone.localdate().isoformat()}


class AboutForm(SectionForm):
    """Domain 3.5, 7.5 and 8.6. The clinic's record fills in names and phone, never the birthday:
    typing it is how we know that the right person holds the link.
    """

    model = About
    names = (
        "legal_name preferred_name pronouns date_of_birth sex phone occupation"
        " emergency_name emergency_relation emergency_phone"
        " guardian_name guardian_relation guardian_phone guardian_present"
        " language interpreter hearing support summary_format"
        " provider referral insurance weekly_activity_min height_cm weight_kg smoking more"
    ).split()
    called = {
        "date_of_birth": gettext_lazy("Date of birth"),
    }
    least = {"height_cm": 50, "weight_kg": 20}
    readings = {"height_cm": imperial.centimeters, "weight_kg": imperial.kilograms}
    telephones = ("phone", "emergency_phone", "guardian_phone")

    @cached_property
    def beforehand(self):
        return super().beforehand | {"date_of_birth": None}

    def known(self):
        client = self.intake.client
        return {name: value for name in FROM_RECORD if (value := getattr(client, name))}

    @property
    def is_minor(self):
        """Does a guardian belong on the page, going by what is typed or saved?"""
        if "date_of_birth" in getattr(self, "cleaned_data", {}):
            return under_age(self.cleaned_data["date_of_birth"])
        return under_age(self.get_initial_for_field(Birthday(called=""), "date_of_birth"))

    def keep(self):
        """Store the page; remember whether the guardian's part was on it."""
        self.asked_guardian = not self.alone and under_age(getattr(self.row, "date_of_birth", None))
        super().keep()

    def wants_a_look(self):
        """Without scripts, the guardian's part appears only now: show it before the next page."""
        return "guardian" if self.is_minor and not self.asked_guardian else ""

    def layout(self):
        yield Panel(_("Who you are"), *self._person())
        yield self._guardian()
        yield Panel(_("In an emergency"), *self._emergency(), picture="phone_call")
        yield Fold(_("What helps us understand each other"), *self._understanding())
        yield Fold(_("More about you"), *self._more())

    def _person(self):
        yield Line("legal_name", autocomplete="name")
        yield Side(
            Line("preferred_name", autocomplete="nickname"),
            Line("pronouns", why=_("So that we speak of you the way you do.")),
        )
        check = _("We compare it with our record, so that nobody else's form is filled in.")
        yield Line("date_of_birth", kind="date", autocomplete="bday", hint="", why=check, **_days())
        yield Line("phone", kind="tel", autocomplete="tel")
        yield Pills(
            "sex",
            hint="",
            why=_(
                "Only because some questions about blood vessels and pregnancy depend on it. "
                "Leave it open, and we ask you all of them."
            ),
        )

    def _guardian(self):
        return Panel(
            _("Your parent or guardian"),
            Side(Line("guardian_name"), Line("guardian_relation", of=_("Parent or guardian"))),
            Line(
                "guardian_phone",
                kind="tel",
                why=_("They agree together with you. We call them if something happens to you."),
            ),
            Pills("guardian_present", of=_("Parent or guardian")),
            lead=_("You are under age, so a parent or guardian decides together with you."),
            id="guardian",
            hidden=not self.is_minor,
            minor_age=settings.MAJORITY_AGE,
        )

    def _emergency(self):
        why = _("We call this person if you feel unwell here, and for nothing else.")
        yield Side(Line("emergency_name"), Line("emergency_relation", of=_("Emergency contact")))
        yield Line("emergency_phone", of=_("Emergency contact"), kind="tel", why=why)

    def _understanding(self):
        yield Line("language")
        yield Pills("interpreter")
        yield Pills("hearing")
        yield Cards("support", plain=True)
        yield Pills("summary_format")

    def _more(self):
        why = _("They help us set up the table and the cushions before you come.")
        risk = _("It weighs in one health question: the one about the large artery in the belly.")
        yield Line("occupation", autocomplete="organization-title")
        yield Side(Line("provider"), Line("referral"))
        yield Line("insurance")
        yield Side(
            Line("height_cm", hint=_("Or like 5 ft 7.")),
            Line("weight_kg", hint=_("Or like 150 lb."), why=why),
        )
        yield Line("weekly_activity_min", inputmode="numeric", hint=_("Such as 150."))
        yield Pills("smoking", why=risk)
        yield Text("more")
