"""When the database cannot be reached, say so calmly and quickly; never a bare 500."""

from django.db import InterfaceError, OperationalError
from django.db.utils import DatabaseError
from django.http import HttpResponse
from django.template.loader import render_to_string


class Outage:
    """Answers 503 with a page that needs no database.

    `process_exception` sees errors of views; the `try` sees those of the middleware below.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.outage = False
        response = self.get_response(request)
        return self.page() if request.outage and response.status_code >= 500 else response

    def process_exception(self, request, exception):
        if isinstance(exception, OperationalError | InterfaceError | DatabaseError):
            request.outage = isinstance(exception, OperationalError | InterfaceError)
            return self.page() if request.outage else None
        return None

    @staticmethod
    def page():
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "10"})
