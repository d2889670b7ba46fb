"""A tablet of the clinic in a client's hands."""

import pytest

from tests import build

CLEARED = '"cache", "storage"'


@pytest.fixture
def handed(signed_in):
    """`handed(client, therapist)`: that person's browser, which is the client's now."""

    def hand(client, therapist):
        browser = signed_in(therapist)
        answer = browser.post(f"/clients/{client.pk}/hand-over/")
        assert answer.url == "/intake/form/"
        assert answer.headers["Clear-Site-Data"] == CLEARED
        return browser

    return hand


@pytest.fixture
def tablet(handed):
    """(a tablet in the hands of a client, that client, the therapist who handed it over)."""
    therapist = build.a_user()
    client = build.a_client(therapist)
    return handed(client, therapist), client, therapist
