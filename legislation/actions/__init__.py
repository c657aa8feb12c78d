"""The verbs of legislation; a module per noun."""

from legislation.actions.admitting import (
    admit_proposal,
    refuse_proposal,
)
from legislation.actions.amendments import (
    SAID_BY,
    add_amendment,
    edit_amendment,
    place_amendment,
    remove_amendment,
)
from legislation.actions.announcing import (
    announce_round,
)
from legislation.actions.answers import (
    check_answers,
    enter_answers,
    grant_liaison,
    refuse_answer,
    revoke_liaison,
)
from legislation.actions.article_rooms import (
    open_article_room,
    settle_article_room,
)
from legislation.actions.carrying import (
    carry_over,
)
from legislation.actions.citations import (
    note_citations,
)
from legislation.actions.deciding import (
    decide_proposals,
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
from legislation.actions.import_rows import (
    delete_import_row,
    edit_import_row,
    insert_import_row,
    mend_import_doubt,
    merge_import_row,
    move_import_row,
    split_import_row,
)
from legislation.actions.imports import (
    accept_import_doubt,
    create_import,
    discard_import,
    edit_import,
    reopen_import_doubt,
)
from legislation.actions.instruments import (
    create_instrument,
    discard_instrument,
    edit_instrument,
    link_instruments,
    publish_instrument,
    set_instrument_status,
    set_source,
    unlink_instruments,
)
from legislation.actions.leaving import (
    take_over_proposal,
    withdraw_proposal,
)
from legislation.actions.merging import (
    merge_proposals,
    settle_merge,
)
from legislation.actions.opinions import (
    publish_opinion,
    write_opinion,
)
from legislation.actions.proposals import (
    create_proposal,
    discard_proposal,
    edit_proposal,
)
from legislation.actions.publishing import (
    publish_import,
)
from legislation.actions.remarks import (
    create_remark,
    delete_remark,
    edit_remark,
    reply_to_remark,
    settle_remark,
)
from legislation.actions.reopening import (
    reopen_verdict,
)
from legislation.actions.round_room import (
    enter_round_room,
    settle_round_room,
)
from legislation.actions.rounds import (
    archive_round,
    create_round,
    decide_round,
    edit_round,
    freeze_round,
    open_round,
)
from legislation.actions.signing import (
    hand_in_proposal,
    return_proposal,
    show_waiting_proposal,
    submit_proposal,
)
from legislation.actions.sponsors import (
    accept_sponsorship,
    ask_sponsor,
    decline_sponsorship,
    end_sponsorship,
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
from legislation.actions.voting import (
    apply_vote,
    put_to_vote,
)
from legislation.actions.writers import (
    add_writer,
    remove_writer,
)
