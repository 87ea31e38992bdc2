"""The web application as a WSGI server sees it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ayo.config.settings")

application = get_wsgi_application()

# What was loaded so far stays for good: the collector need not walk through it again with every page.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
