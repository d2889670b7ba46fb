"""A name under an agreement that nobody knows: it is asked once who that is (domain 8.2, 8.6)."""

from django.utils.translation import gettext as _

from intake import minors
from intake.models import Consent
from intake.models.consent import AGREEING, IN_WRITING, Kind, Relation, Signer


def signer(facts, case):
    """Who speaks: the client, for themselves; a minor's guardian; who decides for somebody else."""
    if case["minor"]:
        return Signer.CLIENT if facts["kind"] == Kind.ASSENT else Signer.GUARDIAN
    return facts["signer_role"] if facts["decision"] in AGREEING else Signer.CLIENT


def known(person):
    """{(role, name): relation} of whoever signed for this client before, or is on their form.

    `person`: an Intake with its client. The relation of a guardian on the form is in their words
    there, and "" here.
    """
    rows = Consent.objects.filter(client_id=person.client_id).exclude(relation="")
    rows = rows.values_list("signer_role", "signed_name", "relation").distinct()
    found = {(role, minors.plain(name)): relation for role, name, relation in rows}
    guardian = getattr(getattr(person, "about", None), "guardian_name", "")
    return found | ({(Signer.GUARDIAN, minors.plain(guardian)): ""} if guardian else {})


def relation(facts, case):
    """What is kept about the name: nothing where it was on record, the old word where there is."""
    if not _is_strange(facts, case):
        return ""
    known_as = case["signers"].get(_who(facts, case))
    return facts["relation"] if known_as is None else known_as


def doubts(facts, case):
    """(field, sentence) of a name that is neither the client's nor of anybody we know."""
    if not _is_strange(facts, case) or _who(facts, case) in case["signers"]:
        return
    role, said = signer(facts, case), facts["relation"]
    if not said:
        yield "relation", _asked(role, facts["signed_name"], case)
    elif said not in Relation.values:
        yield "relation", _("Choose one of the listed answers.")
    elif role == Signer.CLIENT and said != Relation.SELF:
        yield (
            "relation",
            _("Only the client signs for themselves. Choose above who decides for them, if so."),
        )
    elif role != Signer.CLIENT and said == Relation.SELF:
        yield "relation", _("The client does not sign for somebody else. Say who this is.")


def _asked(role, name, case):
    """The question, with what the record says."""
    facts = {"name": name, "names": " · ".join(dict.fromkeys(case["names"]))}
    if role == Signer.CLIENT:
        return (
            _("The client’s name on record is: %(names)s. You typed “%(name)s”. Who is this?")
            % facts
        )
    return _("Nobody named “%(name)s” is on record for this client. Who is this?") % facts


def _who(facts, case):
    return signer(facts, case), minors.plain(facts["signed_name"])


def _is_strange(facts, case):
    """A name that decides something and is not the client's; a witness may be anybody."""
    role, name = signer(facts, case), facts["signed_name"]
    decides = facts["mode"] in IN_WRITING or role == Signer.SUBSTITUTE
    if facts["decision"] not in AGREEING or not name or not decides:
        return False
    return role != Signer.CLIENT or not minors.is_one_of(name, case["names"])
