"""Where rows, files and what is only remembered for a while are kept."""

from typing import Any

from config.settings.environment import DATA_DIR, env

DATABASES: dict[str, Any] = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'multaqa.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a transaction that will write takes the lock at its start, so it can wait instead of failing half-way.
    # FULL: an acknowledged message survives a power cut.
    DATABASES["default"]["CONN_MAX_AGE"] = None  # pages run in a few kept threads (live/pages.py)
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA mmap_size=134217728; PRAGMA cache_size=-8000; PRAGMA busy_timeout=20000;",
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": env.int("DATABASE_POOL", default=12),
    }

REDIS_URL = env.str("REDIS_URL", default="")
CHANNEL_LAYERS: dict[str, Any] = {
    "default": (
        {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [REDIS_URL]}}
        if REDIS_URL
        else {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": 100_000}}
    )
}
CACHES: dict[str, Any] = {
    "default": (
        {"BACKEND": "journal.cache.ForgivingRedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        # Django's own limit, 300, would drop who tried too often whenever three hundred people are about.
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}}
    )
}
SESSION_ENGINE = "accounts.sessions"
MEDIA_ROOT = DATA_DIR / "media"
MAX_BODY = 16 * 1024 * 1024
# Bytes of one file, which comes in pieces below MAX_BODY; bytes that one person may leave unfinished or unsent.
MAX_FILE = env.int("MAX_FILE", default=100 * 1024 * 1024)
# Bytes of all files of one joint project together, with their versions.
PROJECT_FILES = env.int("PROJECT_FILES", default=2 * 1024**3)
UNSENT_FILES = env.int("UNSENT_FILES", default=500 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
