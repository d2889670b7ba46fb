"""A clinic to be mistreated: its own PostgreSQL, its own web server, nothing left behind."""

import datetime
import os
import signal
import socket
from concurrent.futures import ThreadPoolExecutor

import django

from clinic import pg
from clinic.running import Children, run
from run import MANAGE, serve_web

WEB = "web server"


class Clinic:
    """One therapist with drafts, served as the demo serves; either half can be killed.

    `words`: a file for what the web server says about its dying database; None for the screen.
    """

    def __init__(self, database, folder, words):
        self.database, self.server = database, database.server
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.own = {"DEMO": "yes", "VAR_DIR": folder, "SITE_URL": f"http://localhost:{self.port}"}
        self.env = database.environment(**self.own)
        self.children = Children(words)
        self.helper = ThreadPoolExecutor(1)
        self.starting = self.helper.submit(self._start_database)

    def open(self, drafts):
        """Make tables, static files and `drafts` notes; answer with the notes' ids."""
        owner = self.database.environment("owner", **self.own)
        run(*MANAGE, "migrate", "-v", "0", env=owner)
        run(*MANAGE, "collectstatic", "--noinput", "-v", "0", env=self.env)
        serve_web(self.children, self.port, self.env)
        os.environ.update(self.env, DJANGO_SETTINGS_MODULE="clinic.settings")
        django.setup()
        notes = make_drafts(drafts)
        self.wait()
        return notes

    def wait(self):
        """Until the web server answers."""
        self.children.wait_until_answered(f"http://127.0.0.1:{self.port}/healthz")

    def kill(self, half):
        """End it without a warning, and start it again; `settled` waits for the second part."""
        {"web": self._kill_web, "database": self._kill_database}[half]()

    def _kill_web(self):
        """Master and workers share the process group that `Children` made for them."""
        master = self.children.running[WEB]
        os.killpg(master.pid, signal.SIGKILL)
        master.wait()
        # Started from this thread: Linux would end it together with a thread of the helper.
        serve_web(self.children, self.port, self.env)

    def _kill_database(self):
        os.kill(self.starting.result(), signal.SIGKILL)
        self.starting = self.helper.submit(self._start_database)

    def _start_database(self):
        """The id of the postmaster, once it answers and is known to stand in our own folder."""
        self.server.start()
        postmaster = self.server._postmaster()
        if postmaster not in self.server._processes():
            raise pg.ServerError(f"Process {postmaster} is not our PostgreSQL.")
        return postmaster

    def settled(self):
        """Wait until the database that was killed answers again, or raise why it does not."""
        self.starting.result()

    def close(self):
        """Stop the web; the database is stopped by whoever opened it."""
        self.children.stop()
        self.helper.shutdown()


def make_drafts(count):
    """Notes of visits one hour apart, through the actions that the pages use; their ids."""
    from django.db import connections
    from django.utils import timezone

    from clinic import actions, scope
    from clinic.demo import PEOPLE
    from clinic.models import User
    from notes import actions as notes

    robin = PEOPLE[0]
    with scope.acting_as(scope.Actor("job")):
        user = User.objects.create_user(robin.email, name=robin.name, is_therapist=True)
    hour = datetime.timedelta(hours=1)
    with scope.acting_as(scope.staff(user)):
        facts = {"legal_name": "Client Sample", "date_of_birth": datetime.date(1980, 5, 17)}
        client = actions.add_client(facts, therapist=user, by=user)
        starts = [timezone.now() + number * hour for number in range(1, count + 1)]
        visits = [
            actions.book(client, therapist=user, starts_at=moment, ends_at=moment + hour, by=user)
            for moment in starts
        ]
        ids = [notes.start(visit, by=user).pk for visit in visits]
    connections.close_all()
    return ids
