"""The web application as a WSGI server sees it."""

import os

from django.core.wsgi import get_wsgi_application

from ayo.config import calm
from ayo.config.turns import InTurn

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ayo.config.settings")

application = InTurn(get_wsgi_application())
calm.settle()
