"""Feet, inches and pounds, as people type them, in the units that are kept (domain 0)."""

import re
from decimal import Decimal

INCH, POUND = Decimal("2.54"), Decimal("0.45359237")
FOOT = r"(?:ft|feet|foot|pies?|['’′])\.?"
INCHES = r"(?:in|inch|inches|pulg|pulgadas|[\"”″])?\.?"
FEET = re.compile(rf"([1-8])\s*{FOOT}\s*(?:(\d|1[01])\s*{INCHES})?", re.IGNORECASE)
POUNDS = re.compile(r"(\d{2,3})\s*(?:lbs?|pounds?|libras?)\.?", re.IGNORECASE)


def centimeters(typed):
    """`5 ft 7` or `5'7"` as "170.2"; whatever else was typed comes back as it is."""
    found = FEET.fullmatch(typed)
    if found is None:
        return typed
    feet, inches = (int(number or 0) for number in found.groups())
    return _short((12 * feet + inches) * INCH)


def kilograms(typed):
    """`150 lb` as "68.0"; whatever else was typed comes back as it is."""
    found = POUNDS.fullmatch(typed)
    return _short(int(found[1]) * POUND) if found else typed


def _short(number):
    return str(number.quantize(Decimal("0.1")))
