"""The client's copy: every question that was asked and every answer, on paper.

A question without an answer says so; it never becomes a "no". What is kept out of a copy that
others in the house may find (domain 3.2, RF19) is left out, and the copy says that it leaves out
something private.
"""

from pathlib import Path

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from clinic import paper
from intake import bodymap, reading, sheet
from intake.body import figure
from intake.models.signature import Role

TEMPLATE = Path(__file__).parent / "copy.typ"
KEPT_OUT = ("RF19",)


def make(intake, now=None):
    """The PDF, in the language in which the form was filled in. `intake`: with its pages."""
    now = now or timezone.now()
    with translation.override(intake.language or translation.get_language()):
        return paper.typeset(TEMPLATE, laid_out(intake, now), now, no_shape())


def no_shape():
    """What the paper says when a character had to be printed as its number."""
    return _(
        "Some characters have no shape in this file's fonts. They are printed as their number,"
        " such as ‹U+6F22›."
    )


def laid_out(intake, now, kept_out=KEPT_OUT):
    """What `copy.typ` prints. `kept_out`: codes of the questions that others must not read."""
    made = now.astimezone(timezone.get_default_timezone())
    words = sheet.asked(intake, intake.language or None)
    return {
        "title": _("Your intake form"),
        "clinic": settings.CLINIC_NAME,
        "who": paper.breakable(_name(intake)),
        "lang": translation.get_language().partition("-")[0],
        "made": [made.year, made.month, made.day, made.hour, made.minute],
        "made_words": _("Printed %(when)s") % {"when": moment(now)},
        "page_words": _("Page %(page)s of %(pages)s") % {"page": "{0}", "pages": "{1}"},
        "blank": _("not answered"),
        "note": None,
        "front": front(intake, words),
        "sections": [_section(one, kept_out) for one in reading.sheets(intake, own=True)],
        "pictures": _pictures(intake),
        "private": _("Some very private questions are not printed here."),
        "signature": signature(intake, words),
    }


def _name(intake):
    about = getattr(intake, "about", None)
    return (about and about.legal_name) or intake.client.legal_name


def front(intake, words):
    """[(what, said)]: whose form it is, when it was sent, and in which words it asked."""
    sent = moment(intake.submitted_at) if intake.submitted_at else _("Not sent yet")
    language = intake.language or translation.get_language()
    names = {code: str(name) for code, name in settings.LANGUAGES}
    rows = [
        [_("Name"), paper.breakable(_name(intake))],
        [_("Sent"), sent],
        [_("Version of the health questions"), words["version"]],
        [_("Version of the whole form"), sheet.version(intake)[:8]],
        [_("Language of the form"), names.get(language.partition("-")[0], language)],
    ]
    return rows


def moment(at):
    """“Mon 23 Nov 2026, 14:02” in the clinic's zone."""
    at = timezone.localtime(at)
    return f"{formats.date_format(at, 'D j M Y')}, {formats.date_format(at, 'H:i')}"


def _section(one, kept_out):
    rows = [row for row in one["rows"] if row.get("code") not in kept_out]
    return {
        "title": str(one["page"].title),
        "slug": one["page"].slug,
        "rows": [
            {
                "asked": paper.breakable(row["label"]),
                "wording": row.get("wording", ""),
                "said": paper.breakable(row["text"]),
                "more": [paper.breakable(line) for line in _more(row)],
            }
            for row in rows
        ],
    }


def _more(row):
    """What stands under an answer: its follow-ups, the client's own words, who signed."""
    told = [f"{kept['asked']}: {kept['said']}" for kept in row.get("details", ())]
    told += [f"{asked}: {_('not answered')}" for asked in row.get("left_open", ())]
    return [line for line in (*told, row["words"], row.get("signed", "")) if line]


def _pictures(intake):
    """The body map from each side that was marked, as SVG; the list above says the same."""
    marks = list(intake.marks.all())
    return [
        {
            "svg": bodymap.picture(marks=marks, view=view, yours=True),
            "alt": _("Body map: %(view)s") % {"view": figure.VIEWS[view]},
        }
        for view in bodymap.views_of(marks)
    ]


def signature(intake, words):
    """The statement, who signed it and when, and what was drawn."""
    if intake.submitted_at is None:
        return {"title": _("Signature"), "lines": [_("Not sent yet")], "png": None, "alt": ""}
    role, name = Role(intake.signer_role), paper.breakable(intake.signer_name)
    drawn = intake.signatures.filter(role=role).first()
    who = _("Signed by %(name)s, %(role)s.") % {"name": name, "role": role.label}
    return {
        "title": _("Signature"),
        "lines": [
            words.get("statement", ""),
            who,
            _("Sent %(when)s.") % {"when": moment(intake.submitted_at)},
        ],
        "png": list(drawn.png) if drawn else None,
        "alt": _("The drawn signature"),
    }
