"""No log line holds the secret part of a client's link."""

import io
import logging
import logging.config

import pytest
from django.conf import settings


@pytest.fixture
def said():
    """What the settings' own console handler writes."""
    configured = logging.config.DictConfigurator(settings.LOGGING)
    handler = logging.StreamHandler(io.StringIO())
    found = configured.config["handlers"]["console"]
    assert found["filters"] == ["no_links"]
    handler.addFilter(configured.configure_filter(configured.config["filters"]["no_links"]))
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield handler.stream.getvalue
    logger.removeHandler(handler)


@pytest.mark.django_db
@pytest.mark.parametrize("end", ["", "health/", "goals/?page=2"])
def test_a_refused_link_is_logged_without_its_secret(client, said, end):
    answer = client.get(f"/i/{'secret' * 6}/{end}nowhere/")
    assert answer.status_code == 404
    assert "Not Found: /i/…/" in said()
    assert "secret" not in said()


@pytest.mark.parametrize(
    ("message", "args", "shown"),
    [
        ("GET /i/Abc-12_9.x/health/ took %d ms", (7,), "GET /i/…/health/ took 7 ms\n"),
        ("%s %s", ("GET", "/i/Abc/"), "GET /i/…/\n"),
        ("%(path)s", ({"path": "http://localhost/i/Abc/?next=/i/Abc/"},), None),
        ("/clients/7/ %.1f", (0.5,), "/clients/7/ 0.5\n"),
    ],
)
def test_messages_and_arguments_are_cleaned(said, message, args, shown):
    logging.getLogger("django.request").error(message, *args)
    assert said() == (shown or "http://localhost/i/…/?next=/i/…/\n")


def test_a_traceback_is_cleaned_too(said):
    try:
        raise ValueError("/i/Abc/ did not open")
    except ValueError:
        logging.getLogger("django.request").exception("Failed")
    assert ("Abc" in said(), "ValueError: /i/…/ did not open" in said()) == (False, True)
