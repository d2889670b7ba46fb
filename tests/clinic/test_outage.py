"""A database that cannot be reached: a calm 503, quickly, and nothing pretends to be saved."""

import os
import subprocess
import sys

ASK = """
import time, django
django.setup()
from django.test import Client
browser, start = Client(raise_request_exception=False), time.monotonic()
for path in ("/account/login/", "/today/", "/healthz", "/i/abc/"):
    answer = browser.get(path)
    print(answer.status_code, answer.headers.get("Retry-After"), b"<h1" in answer.content)
print(time.monotonic() - start < 10)
"""


def test_with_the_database_stopped_every_page_says_so():
    told = subprocess.run(
        [sys.executable, "-c", ASK],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": "postgresql://healing_web:none@127.0.0.1:9/healing_touch",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    *pages, in_time = told.stdout.split("\n")[:-1]
    assert set(pages) <= {"503 10 True", "200 None True"}
    assert pages[1] == "503 10 True"
    assert in_time == "True"
