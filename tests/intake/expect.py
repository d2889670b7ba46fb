"""A short way to write down what an answer does.

"S 1-7; A 8 2 left": severity and zones; and an adjustment to level 2 in the eighth, on the left.
"""

from intake.body import zones
from intake.body.zones import SIDES


def the_zones(words):
    """ "1-3,9" as zones."""
    if words == "all":
        return set(zones.ALL)
    found = set()
    for part in words.split(","):
        first, _dash, last = part.partition("-")
        found |= set(zones.ALL[int(first) - 1 : int(last or first)])
    return found


def effects(words):
    """[(severity, zones, cap or None, sides)] of such a line, in its order."""
    found = []
    for part in filter(None, (part.split() for part in words.split(";"))):
        caps = [int(word) for word in part[2:] if word.isdigit()]
        sides = tuple(word for word in part[2:] if word in SIDES)
        found.append((part[0], the_zones(part[1]), *(caps or [None]), sides or SIDES))
    return found


def shown(found):
    """The same of effects."""
    return [(each.severity, set(each.zones), each.cap, each.sides) for each in found]
