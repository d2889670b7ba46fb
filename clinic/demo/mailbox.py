"""The mails that the demo wrote into files instead of sending them."""

import email
import email.policy
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

BETWEEN = re.compile(r"^-{79}\n", re.MULTILINE)  # Django's file backend ends each mail with it


@dataclass
class Mail:
    """One mail. `name`: its address in the demo; `links`: where its HTML part leads."""

    name: str
    sent: object
    subject: str
    to: str
    text: str
    links: tuple


def mails():
    """Every mail, newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda file: (file.stat().st_mtime_ns, file.name))
    return [mail for file in reversed(files) for mail in reversed(list(_inside(file)))]


def _inside(file):
    texts = BETWEEN.split(file.read_text(errors="replace"))
    for number, text in enumerate(text for text in texts if text.strip()):
        message = email.message_from_string(text, policy=email.policy.default)
        yield Mail(
            name=f"{file.stem}-{number}",
            sent=message["date"].datetime if message["date"] else None,
            subject=str(message["subject"] or ""),
            to=str(message["to"] or ""),
            text=_part(message, "plain"),
            links=tuple(dict.fromkeys(_links(_part(message, "html")))),
        )


def _part(message, kind):
    part = message.get_body(preferencelist=(kind,))
    return part.get_content() if part else ""


def _links(html):
    """Links to this site alone: the page that shows them is ours."""
    for link in re.findall(r'href="([^"]+)"', html):
        link = link.replace("&amp;", "&")
        if link.startswith(settings.SITE_URL + "/"):
            yield link.removeprefix(settings.SITE_URL)
