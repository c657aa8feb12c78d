"""The verbs of legislation; a module per noun."""

from legislation.actions.answers import (
    check_answers,
    enter_answers,
    grant_liaison,
    refuse_answer,
    revoke_liaison,
)
from legislation.actions.article_rooms import (
    open_article_room,
)
from legislation.actions.citations import (
    note_citations,
)
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
from legislation.actions.endorsements import (
    endorse_proposal,
    withdraw_endorsement,
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
from legislation.actions.remarks import (
    create_remark,
    delete_remark,
    edit_remark,
    reply_to_remark,
    settle_remark,
)
from legislation.actions.topics import (
    acknowledge_circular,
    create_topic,
    edit_topic,
    follow_topic,
    unfollow_topic,
)
