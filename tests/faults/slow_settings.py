"""The settings of the tests, with one more address: /slow/ asks the database for five seconds."""

from config.settings_test import *  # noqa: F403

ROOT_URLCONF = "tests.faults.slow_urls"
