"""The verbs of legislation; a module per noun."""

from legislation.actions.citations import note_citations
from legislation.actions.instruments import (
    create_instrument,
    edit_instrument,
    link_instruments,
    publish_instrument,
    set_instrument_status,
    set_source,
    unlink_instruments,
)
from legislation.actions.topics import (
    acknowledge_circular,
    create_topic,
    edit_topic,
    follow_topic,
    unfollow_topic,
)
