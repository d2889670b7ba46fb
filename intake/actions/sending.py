"""Sending: the client signs, words are frozen, everything is sealed. Once, in few statements."""

from functools import cache

from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clinic import journey
from clinic.access import Refused, refuse_if
from clinic.audit import record
from clinic.trips import one_trip
from intake import minors, sheet, whole, wordings
from intake.access import why_not_sign_as, why_not_submit
from intake.models import Consent
from intake.models.consent import AGREEING, Choice, Mode
from intake.models.signature import Role

SENT = """
UPDATE intake_intake SET signer_name = %(signer_name)s, signer_role = %(signer_role)s,
    submitted_at = %(submitted_at)s, language = %(language)s, form_id = kept.id
FROM intake_form kept WHERE kept.digest = %(digest)s AND intake_intake.id = %(pk)s
RETURNING form_id
"""


def submit(intake, signer_name="", *, now=None):
    """The client (for a minor, the guardian) signs; words are frozen, everything is sealed.

    `intake`: an Intake, or the `whole.Whole` that was read for it; it comes back with what was
    written. `signer_name`: what was typed; without it a drawn signature stands for the name on
    page one.
    """
    now = now or timezone.now()
    form = whole.held(intake)
    if why_not_submit(form):
        raise Refused(_("Some answers are still missing."))
    role = minors.signer_role(form, now)
    name = signer_name.strip() or _drawn_name(form, role, now)
    refuse_if(None if name else _("Type your full name, or sign in the box."))
    refuse_if(why_not_sign_as(form, role, name))
    facts = {
        "signer_name": name,
        "signer_role": role.value,
        "submitted_at": now,
        "language": translation.get_language() or "",
    }
    facts["form_id"] = _sign_and_seal(form, _signing(form, name, role, now), facts)
    record(journey.INTAKE_SUBMITTED, f"intake.intake:{form.pk}", client=form.client_id, now=now)
    for fact, value in facts.items():
        setattr(intake, fact, value)
    return intake


def _drawn_name(form, role, now):
    """Whose name a drawn signature stands for; empty without one."""
    return minors.signer(form, now) if role in form.drawn else ""


def _sign_and_seal(form, signing, facts):
    """Sign the agreements, then write down who sent it and when, in which words; all at once.

    `signing`: statements with their values. From here on the row is sealed.
    """
    words = {"digest": sheet.digest(form), "pk": form.pk}
    with connection.cursor() as sign, connection.cursor() as seal:
        with one_trip():
            for statement, values in signing:
                sign.execute(statement, values)
            seal.execute(SENT, facts | words)
        found = seal.fetchone()
        if found is None:  # nobody has sent these very words before
            sheet.keep(form)
            seal.execute(SENT, facts | words)
            found = seal.fetchone()
        return found[0]


def _signing(form, name, role, now):
    """What writes a signed row for each agreement, in the words it was decided in.

    What was agreed to before the form said under sixteen is taken back: it is not offered then.
    """
    asked = minors.decisions(form, now)
    agreed = [row for row in form.consents.values() if row.decision in AGREEING]
    stand = [row.id for row in agreed if row.kind in asked]
    gone = [row.id for row in agreed if row.kind not in asked]
    facts = {
        "signed_name": name,
        "signer_role": role.value,
        "mode": (Mode.GUARDIAN if role == Role.GUARDIAN else Mode.WRITTEN).value,
        "decided_at": now,
    }
    if stand:
        yearly = [str(kind) for kind in wordings.A_YEAR]
        until = wordings.a_year_after(timezone.localdate(now))
        yield _follow(stand, facts | {"valid_until": until, "yearly": yearly})
    if gone:
        taken = {"decision": Choice.WITHDRAWN.value, "limits": "", "signer_role": role.value}
        yield _follow(gone, taken | {"decided_at": now})


def _follow(rows, facts):
    """A row after each of these (their numbers), with `facts`, and else in the same words."""
    return _following(tuple(facts)), facts | {"rows": rows}


@cache
def _following(given):
    """The statement for it. What is not given is copied; a new column of the model as well."""
    columns, values = [], []
    for field in Consent._meta.concrete_fields:
        if not field.primary_key:
            columns.append(field.column)
            values.append(f"%({field.name})s" if field.name in given else field.column)
    values[columns.index("follows_id")] = "id"
    if "yearly" in given:
        until = "CASE WHEN kind = ANY(%(yearly)s) THEN %(valid_until)s::date END"
        values[columns.index("valid_until")] = until
    # Every word of it is a column of our own model.
    return (
        f"INSERT INTO intake_consent ({', '.join(columns)})"  # noqa: S608
        f" SELECT {', '.join(values)} FROM intake_consent WHERE id = ANY(%(rows)s) ORDER BY id"
    )
