"""The page of agreements, area by area."""

from django.utils.translation import gettext as _

from intake import actions, completeness, minors, wordings
from intake.forms.growing import GrowingForm, line, one_of
from intake.models.consent import AGREEING, Choice


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
        """A yes belongs to the words that stood on the page; what was typed stays there."""
        for kind in self.kinds:
            if sentence := self._why_not_read(kind):
                for name in (f"limits-{kind}", f"consent-{kind}"):
                    if name in self.fields:
                        self.add_error(name, sentence)
        return self.cleaned_data

    def _why_not_read(self, kind):
        last, said = self.known.get(kind), self._said(kind)
        if said is None or (last and self._before(kind) == said and wordings.bound(last)):
            return None
        return wordings.why_not_read(kind, said[0], self._sent(kind))

    def _sent(self, kind):
        return self.data.get(self.add_prefix(f"shown-{kind}"), "")

    def _before(self, kind):
        last = self.known.get(kind)
        return (last.decision, last.limits) if last else ("", "")

    def _said(self, kind):
        """(decision, limits) as they will be; None when nothing about this area was sent."""
        names = f"consent-{kind}", f"limits-{kind}"
        if not any(name in self.cleaned_data for name in names):
            return None
        decision, limits = self.pair(*names, self._before(kind))
        return decision, limits if decision == Choice.LIMITS else ""

    def keep(self):
        """Store what changed. Limits belong to "yes, with limits" and to nothing else."""
        for kind in self.kinds:
            decision, limits = self._said(kind) or ("", "")
            if decision:
                actions.consent(self.intake, kind, decision, limits, shown=self._sent(kind))

    def standing(self):
        """{name: value} of what was decided before, as the page shows it."""
        return self._standing(self.known)

    def standing_now(self):
        """The same, after what was fine has been kept."""
        known = completeness.newest_consents(self.intake) if self.is_bound else self.known
        return self._standing(known)

    def _standing(self, known):
        found = {f"consent-{kind}": _chosen(row) for kind, row in known.items()}
        return found | {f"limits-{kind}": row.limits for kind, row in known.items()}

    def choices_and_more(self):
        """(a decision, its limits)."""
        for kind in self.kinds:
            yield f"consent-{kind}", {f"limits-{kind}"} & self.fields.keys()

    def shuts(self, choice, value):
        """Limits belong to "yes, with limits" and to nothing else."""
        return value != Choice.LIMITS

    def in_words(self, name, value):
        """(the area, a decision or limits in words)."""
        what, _dash, kind = name.partition("-")
        label = next(one.label for one in self.kinds if one == kind)
        return label, Choice(value).label if value and what == "consent" else value or ""

    def place_of(self, name):
        """Where on the page a field stands."""
        return f"ask-{name}" if name.startswith("consent-") else f"id-{name}"

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
            "shown": wordings.shown(kind),
            "name": name,
            "choices": _choices(kind),
            "value": self.given(name, _chosen(last) if last else ""),
            "limits_name": limits if Choice.LIMITS in wordings.offered(kind) else "",
            "limits": self.given(limits, last.limits if last else ""),
            "errors": self.errors.get(limits, []) if self.is_bound else [],
            "choice_errors": self.errors.get(name, []) if self.is_bound else [],
        }


def _chosen(row):
    """What stands chosen on the page: a yes to words that have changed is asked anew."""
    return row.decision if row.decision not in AGREEING or wordings.bound(row) else ""


def _choices(kind):
    return [(choice.value, choice.label) for choice in wordings.offered(kind)]
