"""What is asked anew at every visit, whatever was said last time.

A number that was true last time is no starting point today: pain, stress, how well something goes
(domain 4.1, 4.7, 4.8), and the most that somebody wants to feel (6.1: "ask again each visit").
"""

from intake.models.goals import ACTIVITIES

NEVER = ("date_of_birth",)  # typed anew: it tells that the right person holds the link
NUMBERS = (
    *(f"pain_{when}" for when in ("now", "worst", "best", "average")),
    *(f"ability_{place}" for place in range(1, ACTIVITIES + 1)),
    "stress_week",
    "comfort_limit",
)
ANEW = (*NEVER, *NUMBERS)  # not filled in beforehand, not taken over


def last_number(intake, slug, name):
    """What was said last time, to stand beside the empty scale; None when there was nothing."""
    last = (intake.last_time.get(slug) or {}) if intake else {}
    return last.get(name) if name in NUMBERS else None


def without(facts):
    """What of an earlier page may stand on a page beforehand."""
    return {name: value for name, value in facts.items() if name not in ANEW}
