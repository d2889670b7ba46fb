"""Constraints that read as promises. The database keeps them; the names say what they keep."""

from django.db.models import CheckConstraint, F, Q

NAME = "%(app_label)s_%(class)s_"


def together(*fields):
    """All of these are set, or none of them is."""
    none = Q(**{f"{field}__isnull": True for field in fields})
    every = Q(**{f"{field}__isnull": False for field in fields})
    return CheckConstraint(
        condition=none | every,
        name=NAME + "_".join(fields) + "_together",
        violation_error_message=f"{' and '.join(fields)} are recorded together.",
    )


def only_after(later, earlier):
    """`later` cannot be set before `earlier` is, nor carry an earlier moment.

    `earlier IS NOT NULL` is said aloud, because NULL passes a CHECK.
    """
    not_yet = Q(**{f"{later}__isnull": True})
    in_order = Q(**{f"{earlier}__isnull": False, f"{later}__gte": F(earlier)})
    return CheckConstraint(
        condition=not_yet | in_order,
        name=NAME + f"{later}_only_after_{earlier}",
        violation_error_message=f"{later} comes after {earlier}.",
    )


def different_people(one, other):
    """Nobody vouches for their own work."""
    return CheckConstraint(
        condition=Q(**{f"{one}__isnull": True})
        | (Q(**{f"{other}__isnull": False}) & ~Q(**{one: F(other)})),
        name=NAME + f"{one}_is_not_{other}",
        violation_error_message=f"{one} and {other} are different people.",
    )


def between(field, low, high):
    """A number within its range; empty is allowed when the column allows it."""
    return CheckConstraint(
        condition=Q(**{f"{field}__isnull": True})
        | Q(**{f"{field}__gte": low, f"{field}__lte": high}),
        name=NAME + f"{field}_{low}_to_{high}",
        violation_error_message=f"{field} is a number from {low} to {high}.",
    )


def one_of(field, choices, blank=False):
    """The column holds one of the listed words (`blank`: or is empty)."""
    values = [*choices, ""] if blank else list(choices)
    return CheckConstraint(
        condition=Q(**{f"{field}__in": values}),
        name=NAME + f"{field}_is_listed",
        violation_error_message=f"Choose one of the listed answers for {field}.",
    )
