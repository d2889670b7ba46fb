"""The page of agreements, area by area."""

from django.utils.translation import gettext as _

from intake import actions, completeness, minors, wordings
from intake.forms_growing import GrowingForm, line, one_of
from intake.models.consent import Choice


class ConsentForm(GrowingForm):
    """Area by area: yes, yes with limits, no, or talk first. Nothing is chosen beforehand.

    Under age, a parent or guardian decides along, and so does the young person (domain 8.6).
    """

    def prepare(self):
        self.kinds = minors.decisions(self.intake)
        self.young = minors.is_young(self.intake)
        self.minor = minors.is_minor(self.intake)
        self.guardian = minors.signer(self.intake) if self.minor else ""
        self.known = completeness.newest_consents(self.intake)

    def ask(self):
        for kind in self.kinds:
            yield f"consent-{kind}", one_of(_choices(kind))
            if Choice.LIMITS in wordings.offered(kind):
                yield f"limits-{kind}", line(_("What are your limits?"), 300)

    def clean(self):
        return self.cleaned_data

    def keep(self):
        """Store what changed. Limits belong to "yes, with limits" and to nothing else."""
        for kind in self.kinds:
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
        return [self._shown(kind) for kind in self.kinds if kind not in minors.FOR_MINORS]

    def for_minors(self):
        """For the page: the guardian's agreement and the young person's own."""
        return [self._shown(kind) for kind in self.kinds if kind in minors.FOR_MINORS]

    def _shown(self, kind):
        last = self.known.get(kind)
        name, limits = f"consent-{kind}", f"limits-{kind}"
        return {
            "kind": kind,
            "title": kind.label,
            "wording": list(wordings.parts(kind)),
            "name": name,
            "choices": _choices(kind),
            "value": self.given(name, last.decision if last else ""),
            "limits_name": limits if Choice.LIMITS in wordings.offered(kind) else "",
            "limits": self.given(limits, last.limits if last else ""),
            "errors": self.errors.get(limits, []) if self.is_bound else [],
            "choice_errors": self.errors.get(name, []) if self.is_bound else [],
        }


def _choices(kind):
    return [(choice.value, choice.label) for choice in wordings.offered(kind)]
