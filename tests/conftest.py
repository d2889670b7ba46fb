"""Real PostgreSQL: the owner creates and migrates, the tests come as the web role."""

import contextlib
import gc
import os
import time

import psycopg
import pytest
from django.core.management import call_command
from django.db import IntegrityError, connections, transaction
from django.db.backends.postgresql.operations import DatabaseOperations

from clinic import env, scope

gc.set_threshold(50_000, 20, 100)  # a tenth of the suite's time went into looking for garbage
MADE = "SELECT 1 FROM pg_database WHERE datname = %s AND shobj_description(oid, 'pg_database') = %s"
KEPT = {"django_migrations", "django_content_type", "auth_permission", "intake_question"}


def _address(entry, name):
    return psycopg.connect(
        dbname=name,
        user=entry["USER"],
        password=entry["PASSWORD"],
        host=entry["HOST"],
        port=entry["PORT"] or None,
        autocommit=True,
    )


@pytest.fixture(scope="session")
def owner_entry():
    """How the owner connects to this worker's database."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    name = os.environ.get("TEST_DATABASE", "test_healing_touch") + worker
    return {**env.database("MIGRATE_DATABASE_URL"), "NAME": name}


@pytest.fixture(scope="session")
def django_db_setup(owner_entry, django_db_blocker):
    """A fresh database for this worker, made by the owner; the first worker migrates for all."""
    name, run = owner_entry["NAME"], os.environ.get("PYTEST_XDIST_TESTRUNUID", "")
    web = env.database("DATABASE_URL")
    with _address(owner_entry, env.database("MIGRATE_DATABASE_URL")["NAME"]) as postgres:
        postgres.execute("SELECT pg_advisory_lock(hashtext('tests'))")  # until this connection ends
        model = name.removesuffix(os.environ.get("PYTEST_XDIST_WORKER", "")) + "_model"
        if not run or not postgres.execute(MADE, [model, run]).fetchone():
            _make(postgres, model, "template0")
            with django_db_blocker.unblock():
                _come_as(owner_entry | {"NAME": model})
                call_command("migrate", verbosity=0)
                connections.close_all()
            postgres.execute(f"COMMENT ON DATABASE \"{model}\" IS '{run}'")
        _make(postgres, name, model)
    with django_db_blocker.unblock():
        _come_as({**web, "NAME": name})
    yield
    with django_db_blocker.unblock():
        connections.close_all()


def _make(postgres, name, model):
    """The database `name` as a copy of `model`, whatever was there before."""
    for attempt in range(5):  # a vacuum worker may hold it for a moment
        try:
            postgres.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            break
        except psycopg.Error:
            time.sleep(attempt)
    postgres.execute(f'CREATE DATABASE "{name}" TEMPLATE "{model}"')


def _come_as(entry):
    """From here on Django's connections are of this role, to this database."""
    for alias in ("default", "outside"):
        connections[alias].close()
        connections[alias].settings_dict.update(
            {key: entry[key] for key in ("NAME", "USER", "PASSWORD")}
        )


@pytest.fixture
def owner(owner_entry, db):
    """A connection of the database's owner, outside the test's transaction."""
    with _address(owner_entry, owner_entry["NAME"]) as connection:
        yield connection


@pytest.fixture(scope="session", autouse=True)
def _flush_as_owner(owner_entry):
    """The web role may not TRUNCATE; between browser tests the owner does, seals set aside.

    For the whole session: the flush comes after a test's own fixtures are gone.
    """

    def flush(self, sql_list):
        with _address(owner_entry, owner_entry["NAME"]) as postgres:
            rows = postgres.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            tables = ", ".join(f'"{row[0]}"' for row in rows if row[0] not in KEPT)
            for attempt in range(5):  # a page of the test before may still be asking for something
                try:
                    postgres.execute(f"TRUNCATE {tables}")
                    return
                except psycopg.errors.DeadlockDetected:
                    if attempt == 4:
                        raise

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", flush)
        yield


@pytest.fixture
def refused():
    """`with refused("constraint_or_trigger_name"):` the database, not Python, says no."""

    @contextlib.contextmanager
    def check(name):
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            yield
        assert caught.value.__cause__.diag.constraint_name == name

    return check


@pytest.fixture
def as_staff(db):
    """`with as_staff(user):` everything inside runs in that person's name."""
    return lambda user: scope.acting_as(scope.staff(user))


@pytest.fixture
def signed_in(client, db):
    """`signed_in(user)`: a browser client of that person, second factor shown."""

    def enter(user):
        from clinic.sign_in import SECOND_FACTOR

        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session[SECOND_FACTOR] = True
        session.save()
        return client

    return enter
