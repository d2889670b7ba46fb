"""Safe when nothing is set: what a clinic runs with, read in a process of its own."""

import json
import os
import subprocess
import sys

import pytest

ASK = (
    "import json; from clinic import settings as s; print(json.dumps({n: getattr(s, n) for n in"
    " 'DEBUG SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE"
    " SESSION_COOKIE_HTTPONLY SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS X_FRAME_OPTIONS'.split()}"
    " | {'csp': s.CONTENT_SECURITY_POLICY['DIRECTIVES']}, default=str))"
)


def settings(demo):
    """The product's settings with DEMO set to `demo`."""
    told = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "DEMO": demo},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(told.stdout)


def test_a_clinic_is_served_over_tls_with_host_cookies():
    found = settings("no")
    found.pop("csp")
    assert found == {
        "DEBUG": False,
        "SESSION_COOKIE_NAME": "__Host-sid",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "X_FRAME_OPTIONS": "DENY",
    }


@pytest.mark.parametrize("demo", ["yes", "no"])
def test_the_content_policy_allows_nothing_unsafe(demo):
    policy = settings(demo)["csp"]
    assert "unsafe" not in json.dumps(policy)
    assert policy["default-src"] == ["'none'"]


def test_a_wrong_value_stops_the_server():
    with pytest.raises(subprocess.CalledProcessError) as stopped:
        settings("maybe")
    assert "DEMO must be 'yes' or 'no'" in stopped.value.stderr
