"""Loaded before Django's settings are (`-p tests.environment`): a home folder that belongs to this run alone."""

import atexit
import os
import shutil
import tempfile

if "AYO_TEST_HOME" not in os.environ:
    os.environ["AYO_TEST_HOME"] = tempfile.mkdtemp(prefix="ayo-test-")
    atexit.register(shutil.rmtree, os.environ["AYO_TEST_HOME"], ignore_errors=True)
os.environ["AYO_HOME"] = os.path.join(os.environ["AYO_TEST_HOME"], "home")  # noqa: PTH118  before anything is imported
os.makedirs(os.path.join(os.environ["AYO_HOME"], "static"), exist_ok=True)  # noqa: PTH103, PTH118
os.environ.setdefault("AYO_SECRET_KEY", "only-for-tests")
os.environ.setdefault("AYO_LOG_LEVEL", "WARNING")
os.environ["AYO_OUTBOUND_ALLOW"] = "127.0.0.1/32"
os.environ.pop("AYO_COLLECTED", None)
