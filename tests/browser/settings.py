"""The settings of tests, with static files compressed as `make run` has them: a first visit is weighed. The site has a
service worker of its own, so that a test may renew it.
"""

import shutil

from config import settings
from config.settings_test import *  # noqa: F403

STORAGES = settings.STORAGES
SERVICE_WORKER = settings.DATA_DIR / "service-worker.js"
if settings.SERVICE_WORKER.is_file() and not SERVICE_WORKER.is_file():
    shutil.copy(settings.SERVICE_WORKER, SERVICE_WORKER)
