"""The first floor moves in: it listens to bookings below it."""

from django.apps import AppConfig


def after_booking(visit, by, now):
    """See intake/booking.py, which is loaded with the first booking and not before."""
    from intake import booking

    return booking.after_booking(visit, by, now)


class IntakeConfig(AppConfig):
    """What clients tell us."""

    name = "intake"

    def ready(self):
        from clinic import actions

        actions.AFTER_BOOKING.append(after_booking)
