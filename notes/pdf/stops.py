"""Incidents and referrals on paper: every word of them, oldest first."""

from django.utils.translation import gettext as _

from notes.export import EXPORTED
from notes.pdf.words import facts, heading, section


def stops(told):
    """A section for each kind that there is. `told`: what `intake.summary.everything` gathered."""
    for name, model, title in (
        ("incidents", "intake.incident", _("Incidents")),
        ("referrals", "intake.referral", _("Referrals")),
    ):
        if told[name]:
            yield section(title, [block for row in told[name] for block in _row(model, row)])


def _row(model, row):
    said = _("It says more about number %(first)s.") % {"first": row["first"]}
    why = row["why"] or _("Recorded without a stop.")
    title = heading(why if row["first"] is None else said)
    names = [name for name in EXPORTED[model].split() if name not in ("answer", "first", "why")]
    told = [name for name in names if row[name] not in (None, "")]
    return [title, facts(model, row, " ".join(told))]
