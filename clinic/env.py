"""Read the environment strictly: a wrong value stops the server, it is never guessed."""

import os
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name, default=None):
    """The value of `name`, or `default`; neither is an error that says where to look."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set; see README.md, 'Settings'.")
    return value


def flag(name, default="no"):
    """`yes` or `no`, nothing else."""
    value = text(name, default)
    if value not in ("yes", "no"):
        raise ImproperlyConfigured(f"{name} must be 'yes' or 'no', not {value!r}.")
    return value == "yes"


def one_of(name, listed, default):
    """One of the listed words, nothing else."""
    value = text(name, default)
    if value not in listed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(listed)}, not {value!r}.")
    return value


def database(name):
    """A Django database entry from `postgresql://user:password@host:port/name?host=/socket`."""
    url = urlsplit(text(name))
    if url.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured(f"{name} must start with postgresql://")
    query = {key: values[-1] for key, values in parse_qs(url.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": query.pop("host", None) or unquote(url.hostname or ""),
        "PORT": query.pop("port", None) or str(url.port or ""),
        "OPTIONS": query,
    }
