"""The verbs of legislation; a module per noun."""

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
from legislation.actions.publishing import publish_import
from legislation.actions.texts import (
    change_text,
    correct_text,
    insert_provision,
    repeal_provision,
)
