"""The verbs of legislation; a module per noun."""

from legislation.actions.citations import (
    note_citations,
)
from legislation.actions.import_rows import (
    delete_import_row,
    edit_import_row,
    insert_import_row,
    merge_import_row,
    move_import_row,
    split_import_row,
)
from legislation.actions.imports import (
    accept_import_doubt,
    create_import,
    discard_import,
    reopen_import_doubt,
)
from legislation.actions.instruments import (
    create_instrument,
    edit_instrument,
    link_instruments,
    publish_instrument,
    set_instrument_status,
    set_source,
    unlink_instruments,
)
from legislation.actions.publishing import (
    publish_import,
)
from legislation.actions.texts import (
    change_text,
    correct_text,
    insert_provision,
    repeal_provision,
)
from legislation.actions.topics import (
    acknowledge_circular,
    create_topic,
    edit_topic,
    follow_topic,
    unfollow_topic,
)
