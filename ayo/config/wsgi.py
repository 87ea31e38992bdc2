"""The web application as a WSGI server sees it."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ayo.config.settings")

application = get_wsgi_application()

# What was loaded so far stays for good: the collector need not walk through it again with every page.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
# A page is a few milliseconds of work between two questions to the database. Changing threads in the middle of it
# makes both pages late; a thread that calculates for long still gives way fifty times a second.
sys.setswitchinterval(0.02)
