"""Where gunicorn comes in."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")
application = get_wsgi_application()
gc.collect()
gc.freeze()  # what every request shares need not be looked through again and again
