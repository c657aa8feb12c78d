"""Settings of a Multaqa instance, read from the environment only; a module per noun.

Without any variable the embedded default stands: SQLite and the in-memory channel layer under DATA_DIR.
DATABASE_URL and REDIS_URL make it larger without a change of code. docs/operate.md explains each variable.
"""

from config.settings.data import *  # noqa: F403
from config.settings.environment import *  # noqa: F403
from config.settings.journal import *  # noqa: F403
from config.settings.parts import *  # noqa: F403
from config.settings.people import *  # noqa: F403
from config.settings.programs import *  # noqa: F403
from config.settings.screen import *  # noqa: F403
from config.settings.security import *  # noqa: F403
from config.settings.watching import *  # noqa: F403
