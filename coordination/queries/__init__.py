"""Read shapes of coordination."""

from coordination.queries.forums import (
    forum_facts,
    forums_asked,
    listed_forums,
    seen_forum,
)
from coordination.queries.kinds import facts
