"""The first floor moves in: it listens to bookings below it."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """What clients tell us."""

    name = "intake"

    def ready(self):
        from intake import booking

        booking.hang()
