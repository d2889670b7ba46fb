"""Fill the demo's clinic with invented people and their invented past, once."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from notes import demo_seed


class Command(BaseCommand):
    """Runs as the web role, through the real actions; a second run finds people and leaves."""

    help = __doc__

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Invented people belong into a demo only: DEMO=yes.")
        if demo_seed.is_loaded():
            self.stdout.write("The demo's people are there already.")
            return
        began = time.monotonic()
        counted = demo_seed.load()
        self.stdout.write(
            f"{counted['clients']} clients and {counted['visits']} visits, all of them invented,"
            f" in {time.monotonic() - began:.1f} s."
        )
