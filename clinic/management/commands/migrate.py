"""Django's migrate, and then the web role's rights: a new table is never left without them."""

from django.conf import settings
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection

from clinic import rights


class Command(Migrate):
    """Run by the owner (`MIGRATE_DATABASE_URL` as `DATABASE_URL`, and `WEB_ROLE`)."""

    def handle(self, *args, **options):
        super().handle(*args, **options)
        if connection.settings_dict["USER"] != settings.WEB_ROLE:
            rights.apply(settings.WEB_ROLE)
