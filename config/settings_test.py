"""Settings for tests: the real ones without slowness, on SQLite unless DATABASE_URL says otherwise."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "DATA_DIR" not in os.environ:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="multaqa-tests-")
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
os.environ.setdefault("SECRET_KEY", "only-for-tests")

from config.settings import *  # noqa: F403
from config.settings import BASE_DIR, CACHES, DATABASES, DJANGO_VITE, REDIS_URL, STORAGES

WEBHOOK_THREADS, WEBHOOKS_INSIDE = 0, True  # told by the test itself, on this machine
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = Path(os.environ["DATA_DIR"]) / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [path for path in [BASE_DIR / "frontend" / "dist"] if path.exists()]
if not (BASE_DIR / "frontend" / "dist" / "manifest.json").exists():
    # Pages are rendered without a built front end; only their addresses of scripts differ.
    DJANGO_VITE["default"] = {"dev_mode": True}
if REDIS_URL and (worker := os.environ.get("PYTEST_XDIST_WORKER")):
    # To clear a cache empties the whole of a Redis database: each worker has one of its own.
    CACHES["default"]["LOCATION"] = f"{REDIS_URL.rpartition('/')[0]}/{int(worker.removeprefix('gw')) + 1}"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads and a second process must see the same data.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["DATA_DIR"], "test.sqlite3")}
elif template := os.environ.get("MIGRATED_DATABASE"):  # of tools/run_tests.py
    DATABASES["default"]["TEST"] = {"TEMPLATE": template}
