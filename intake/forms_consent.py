"""The page of agreements, area by area."""

from django.utils.translation import gettext as _

from intake import actions, completeness, wordings
from intake.forms_growing import GrowingForm, line, one_of
from intake.models.consent import AREAS, Choice


class ConsentForm(GrowingForm):
    """Area by area: yes, yes with limits, no, or talk first. Nothing is chosen beforehand."""

    def prepare(self):
        self.known = completeness.newest_consents(self.intake)

    def ask(self):
        for kind in AREAS:
            yield f"consent-{kind}", one_of([(c.value, c.label) for c in wordings.OFFERED])
            yield f"limits-{kind}", line(_("What are your limits?"), 300)

    def clean(self):
        return self.cleaned_data

    def keep(self):
        """Store what changed. Limits belong to "yes, with limits" and to nothing else."""
        for kind in AREAS:
            names = f"consent-{kind}", f"limits-{kind}"
            if any(name in self.cleaned_data for name in names):
                last = self.known.get(kind)
                before = (last.decision, last.limits) if last else ("", "")
                decision, limits = self.pair(*names, before)
                if decision:
                    limits = limits if decision == Choice.LIMITS else ""
                    actions.consent(self.intake, kind, decision, limits)

    def areas(self):
        """For the page: each area with its words."""
        for kind in AREAS:
            last = self.known.get(kind)
            name, limits = f"consent-{kind}", f"limits-{kind}"
            yield {
                "kind": kind,
                "title": kind.label,
                "wording": wordings.WORDINGS[kind],
                "name": name,
                "choices": [(c.value, c.label) for c in wordings.OFFERED],
                "value": self.given(name, last.decision if last else ""),
                "limits_name": limits,
                "limits": self.given(limits, last.limits if last else ""),
                "errors": self.errors.get(limits, []) if self.is_bound else [],
            }
