"""What was agreed to, triaged, and written in letters of providers, on paper."""

from django.utils.translation import gettext as _

from intake import summary
from notes.pdf.words import breakable, heading, label, moment, shown, words

WHO = "provider_name provider_role contact method dated_on expires_on"


def agreements(told, intake, asked=()):
    """What was agreed to, in the words that were shown: each area once, its newest word first.

    `asked`: the areas of the form; one without an answer says so. What was said at visits
    (`intake` is None) stands visit by visit.
    """
    rows = [row for row in told["consents"] if row["intake"] == intake]
    threads = {}
    for row in rows:
        threads.setdefault((row["visit"], row["kind"]), []).append(row)
    blocks = [block for thread in threads.values() for block in _agreed(thread)]
    answered = {row["kind"] for row in rows}
    for kind in asked:
        if kind not in answered:
            blocks.append(words(shown("intake.consent", "kind", kind), _("not answered")))
    return [heading(_("Agreed to"), level=3), *blocks] if blocks else []


def _agreed(thread):
    """One area: the last word with its wording, and what was said before it."""
    *before, last = thread
    text = last["wording"]
    said = (last["decision"], last["limits"])
    for row in reversed(before):
        if (row["decision"], row["limits"]) != said:
            text += "\n" + _("Before that: %(words)s") % {"words": _said(row)}
            said = (row["decision"], row["limits"])
    return [words(f"{shown('intake.consent', 'kind', last['kind'])} · {_said(last)}", text)]


def _said(row):
    said = [shown("intake.consent", "decision", row["decision"]), breakable(row["limits"])]
    said.append(summary.extent_words(row["max_level"], row["sides"]))
    said.append(shown("intake.consent", "mode", row["mode"]))
    said.append(breakable(row["signed_name"]))
    if row["relation"]:
        said.append(shown("intake.consent", "relation", row["relation"]))
    if row["evidence"]:
        said.append(shown("intake.consent", "signer_role", row["signer_role"]))
        said.append(breakable(row["evidence"]))
    if row["understood"]:
        said.append(_("said back in their own words"))
    if row["valid_until"]:
        day = shown("intake.consent", "valid_until", row["valid_until"])
        said.append(_("until %(day)s") % {"day": day})
    said += [moment(row["at"]), row["recorded_by"]]
    return " · ".join(word for word in said if word)


def triages(rows):
    """Each triage of what the client told in their own words: how much, where, why, by whom."""
    blocks = []
    for row in rows:
        places = ", ".join(str(summary.zone_word(zone)) for zone in row["zones"])
        title = _("Triage %(id)s, %(when)s by %(who)s") % {
            "id": row["id"],
            "when": moment(row["at"]),
            "who": row["triaged_by"],
        }
        said = [
            [label("intake.triage", "severity"), str(summary.severity_word(row["severity"]))],
            [label("intake.triage", "zones"), places],
            [label("intake.triage", "side"), shown("intake.triage", "side", row["side"])],
        ]
        blocks += [heading(title), words(label("intake.triage", "words"), row["words"])]
        blocks += [{"kind": "facts", "rows": said}]
        blocks.append(words(label("intake.triage", "reason"), row["reason"]))
    return blocks


def letters(rows):
    """Each letter of a provider: who, for what, for how long. The file itself is in the JSON."""
    blocks = []
    for row in rows:
        facts = [[label("intake.clearance", name), _shown(row, name)] for name in WHO.split()]
        places = ", ".join(str(summary.zone_word(zone)) for zone in row["zones"])
        facts.append([label("intake.clearance", "zones"), places])
        facts.append([label("intake.clearance", "code"), row["code"]])
        if row["letter"]:
            facts.append([_("File"), _("%(kind)s, in the JSON file of this record; SHA-256 %(sum)s")
                          % {"kind": shown("intake.letter", "kind", row["letter"]["kind"]),
                             "sum": breakable(row["letter"]["sha256"])}])  # fmt: skip
        state = _("no longer counts") if row["revoked"] else _("recorded")
        title = _("Letter %(id)s, %(state)s %(when)s by %(who)s") % {
            "id": row["id"],
            "state": state,
            "when": moment(row["at"]),
            "who": row["recorded_by"],
        }
        blocks += [heading(title), {"kind": "facts", "rows": facts}]
        blocks.append(words(label("intake.clearance", "scope"), row["scope"]))
        if row["restrictions"]:
            blocks.append(words(label("intake.clearance", "restrictions"), row["restrictions"]))
    return blocks


def _shown(row, name):
    return shown("intake.clearance", name, row[name])
