"""Are we alive? For machines that watch."""

from django.db import connection
from django.http import HttpResponse

from clinic.access import ANYONE, allow


@allow(ANYONE)
def healthz(request):
    """`ok` when the database answers; the outage page answers 503 when it does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
