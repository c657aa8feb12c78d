"""The settings of tests, with static files compressed as `make run` has them: a first visit is weighed."""

from config import settings
from config.settings_test import *  # noqa: F403

STORAGES = settings.STORAGES
