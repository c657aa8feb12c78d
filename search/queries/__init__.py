"""What is found, a page at a time, and how it is shown."""

from search.queries.answers import Asked, Found, found, helpful, none_asked
from search.queries.shown import shown
