"""The invented people who work in the demo's clinic, in the order of the sign-in page."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

PASSWORD = "willow-lane-demo"  # noqa: S105 - printed beside the buttons, and only in the demo


@dataclass(frozen=True)
class Person:
    """One button on the sign-in page. `about`: what one sees as this person."""

    slug: str
    name: str
    about: str
    is_therapist: bool = False
    is_admin: bool = False

    @property
    def email(self):
        return f"{self.slug}@willow-lane.example"


PEOPLE = (
    Person("robin", "Robin Sample", _("Therapist with a full day"), is_therapist=True),
    Person("tove", "Tove Testwell", _("Therapist of other clients"), is_therapist=True),
    Person("alex", "Alex Placeholder", _("Admin: reviews, people, history"), is_admin=True),
    Person(
        "mira",
        "Mira Madeup",
        _("Therapist and admin in one person"),
        is_therapist=True,
        is_admin=True,
    ),
)
