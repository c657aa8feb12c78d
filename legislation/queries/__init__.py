"""Read shapes of legislation."""

from legislation.queries.kinds import facts
