"""What every template knows."""

from django.conf import settings


def house(request):
    """The clinic's name, the demo (or None), and the numbers that the page's scripts need."""
    return {
        "clinic_name": settings.CLINIC_NAME,
        "emergency_number": settings.EMERGENCY_NUMBER,
        "idle_seconds": settings.SESSION_IDLE_SECONDS,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "demo": _demo(),
    }


def _demo():
    if not settings.DEMO:
        return None
    from clinic import demo  # outside the demo its password is not even loaded

    return {"people": demo.PEOPLE, "password": demo.PASSWORD}
