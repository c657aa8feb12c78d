"""The verbs of legislation; a module per noun."""

from legislation.actions.answers import check_answers, enter_answers, grant_liaison, refuse_answer, revoke_liaison
from legislation.actions.dossiers import (
    advance_dossier,
    create_dossier,
    fail_dossier,
    freeze_dossier,
    note_receipt,
    retry_dossier,
    send_dossier,
    void_dossier,
)
