"""Headers that every answer carries."""

from django.conf import settings

FEATURES = ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer camera display-capture geolocation gyroscope magnetometer microphone"
        " midi payment usb"
    ).split()
)


class Headers:
    """Pages are never stored, browser features stay off, other sites may not embed us."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", FEATURES)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store, private"
        return response
