"""What settling a web process does to the language of its pages."""

import subprocess
import sys

ASKED = """
import threading
import django
django.setup()
from django.utils import translation
from ayo.config import calm
calm.settle()
heard = {}
def page(language):
    with translation.override(language):
        ready.wait()
        heard[language] = (translation.get_language(), translation.gettext("Masuk"))
    heard[language] += (translation.get_language(),)
ready = threading.Barrier(2)
threads = [threading.Thread(target=page, args=[language]) for language in ("id", "en")]
[one.start() for one in threads]
[one.join() for one in threads]
print(heard == {"id": ("id", "Masuk", "id"), "en": ("en", "Sign in", "id")}, heard)
"""


def test_each_thread_speaks_its_own_language_and_forgets_it_after_the_page() -> None:
    told = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
    assert told.stdout.startswith("True"), told.stdout
