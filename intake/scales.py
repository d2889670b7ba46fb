"""What the numbers of pressure mean, wherever one is chosen or read (domain 6.1)."""

from django.utils.translation import gettext_lazy as _

# Felt by the client, 0 to 10. Such scales vary between clinics, so the words always stand there.
FELT = {
    0: _("barely there"),
    3: _("light"),
    5: _("moderate"),
    7: _("strong, but I breathe easily"),
    8: _("too much from here on"),
    10: _("unbearable"),
}

# Given by the therapist, 1 to 5: an idea of Tracy Walton, in our own words.
GIVEN = {
    1: _("skin contact"),
    2: _("spreads lotion"),
    3: _("usual massage"),
    4: _("firm, with body weight"),
    5: _("very strong, rarely right"),
}
