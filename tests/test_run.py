"""What stands between a person and a running clinic: no database needed here."""

import os
import pwd
import socket

import pytest

from clinic import pg, pg_places, running


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setattr(pg, "binaries", lambda: tmp_path / "bin")
    monkeypatch.setattr(pg, "server_user", lambda: pwd.getpwuid(os.geteuid()))
    server = pg.Server(tmp_path)
    server.data.mkdir()
    server.socket.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(server, "answers", lambda: False)
    return server


def test_a_pid_file_that_names_a_stranger_is_removed(server, monkeypatch):
    pid_file = server.data / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{server.data}\n")
    lock = server.socket / ".s.PGSQL.5432.lock"
    lock.write_text(f"{os.getpid()}\n")
    monkeypatch.setattr(server, "_processes", set)
    assert server._outlive_the_dead() is False
    assert not pid_file.exists()
    assert not lock.exists()


def test_the_rest_of_a_killed_server_is_waited_for(server, monkeypatch):
    (server.data / "postmaster.pid").write_text("4242\n")
    seen = iter([{4243}, {4243}, set(), set()])
    existed = []

    def processes():
        existed.append((server.data / "postmaster.pid").exists())
        return next(seen)

    monkeypatch.setattr(server, "_processes", processes)
    assert server._outlive_the_dead() is False
    assert existed == [True] * 4


def test_stop_never_signals_a_stranger(server, monkeypatch):
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n")
    monkeypatch.setattr(server, "_processes", set)
    monkeypatch.setattr(server, "_run", lambda *args, **kw: pytest.fail("signalled a stranger"))
    server.stop()


def test_the_address_carries_role_password_and_socket(server):
    url = server.url(pg.WEB)
    password = server.passwords.get(pg.WEB)
    assert url.startswith(f"postgresql://healing_web:{password}@/healing_touch?host=")
    assert url.endswith("&port=5432")
    assert server.url(pg.WEB) == url
    assert server.url(pg.OWNER, "other").partition("@")[2].startswith("/other?host=")


def test_passwords_are_for_us_alone(tmp_path):
    secrets = pg.Secrets(tmp_path / "deep" / "secrets")
    assert secrets.get("a") != secrets.get("b")
    assert secrets.get("a") == pg.Secrets(secrets.path).get("a")
    assert secrets.path.stat().st_mode & 0o777 == 0o600


def test_a_long_home_gets_a_short_socket(tmp_path):
    home = tmp_path / ("long" * 20)
    assert len(str(pg_places.socket_folder(home))) < 60
    assert pg_places.socket_folder(home) != pg_places.socket_folder(home / "other")


def test_a_taken_port_is_a_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(running.Sorry, match=f"Port {port} is taken by another program"):
            running.refuse_taken_port(port)
    running.refuse_taken_port(port)


def half_way(stamp):
    with running.once(stamp, "a"):
        raise ValueError("half way")


def test_work_that_failed_is_done_again(tmp_path):
    stamp = tmp_path / "stamp"
    with pytest.raises(ValueError, match="half way"):
        half_way(stamp)
    with running.once(stamp, "a") as needed:
        assert needed
    with running.once(stamp, "a") as needed:
        assert not needed
    with running.once(stamp, "b") as needed:
        assert needed


def test_the_web_never_learns_the_owner(monkeypatch, tmp_path):
    monkeypatch.setattr(running, "VAR", tmp_path)
    monkeypatch.setenv("MIGRATE_DATABASE_URL", "postgresql://own:pw@/x")
    database = running.Addresses("postgresql://web:pw@/x", "postgresql://own:pw@/x")
    web = database.environment()
    assert web["DATABASE_URL"] == "postgresql://web:pw@/x"
    assert "MIGRATE_DATABASE_URL" not in web
    assert database.environment("owner")["WEB_ROLE"] == "web"
