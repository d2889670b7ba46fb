"""Which of a client's answers stand, and which only add to them. Pure.

What was sent, said at a visit or written down by somebody at work stands; the newest counts
(domain 3.1: "unlock only by a newer screening answer"). A form that is not sent opens nothing: what
it says counts beside that. A "no" to words that changed since answers nothing.
"""

from django.db.models import Q

from intake import screening

STANDS = Q(visit__isnull=False) | Q(intake__submitted_at__isnull=False)
UNSENT = Q(visit=None, intake__submitted_at=None)


class Heard:
    """Answers in the order in which they came, sorted by what they may do.

    `stands`: {code: the rows that stand}. `added`: {code: the last word of each form that is not
    sent yet}, where nothing that stands came after it.
    """

    def __init__(self, answers):
        self.stands, drafts = {}, {}
        for row in answers:
            code = row.question.code
            if row.draft:
                drafts.setdefault(code, {})[row.intake_id] = row
            else:
                self.stands.setdefault(code, []).append(row)
                drafts.pop(code, None)
        self.added = {code: tuple(rows.values()) for code, rows in drafts.items()}

    def newest(self):
        """{code: the newest row that stands}."""
        return {code: rows[-1] for code, rows in self.stands.items()}


def newest(answers):
    """{code: the newest answer that stands}: what may be shown as what the client said."""
    return Heard(answers).newest()


def answered(answers):
    """The codes of the questions that have an answer, as the newest version asks them."""
    return {code for code, row in newest(answers).items() if not is_silent(row)}


def is_old(answer):
    """Was it given to other words than the newest version's?"""
    question = answer.question
    return not screening.asks_the_same(question.code, question.version)


def is_silent(answer):
    """Does it say nothing to the question as it is asked now?"""
    return answer.value == "no" and is_old(answer)
