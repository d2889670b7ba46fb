"""Which connection a model uses."""


class CacheOutside:
    """The throttle's counters are written outside the request's transaction.

    A refused sign-in rolls its request back; the counter that refused it must stay.
    """

    def db_for_read(self, model, **hints):
        return "outside" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_migrate(self, db, app_label, **hints):
        return False if db == "outside" else None
