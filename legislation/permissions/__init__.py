"""Who sees instruments, rounds, proposals and dossiers, and who may do what; a module per noun."""

from legislation.permissions.deciding import (
    can_admit_proposal,
    can_apply_vote,
    can_decide_directly,
    can_judge,
    can_publish_opinion,
    can_put_to_vote,
    can_see_desk,
    can_write_opinion,
    opinions_for,
    rival_votes_for,
)
from legislation.permissions.endorsing import (
    can_endorse_proposal,
    can_withdraw_endorsement,
    speaks_for_sponsor,
    sponsoring,
)
from legislation.permissions.remarks import (
    can_create_remark,
    can_delete_remark,
    can_edit_remark,
    can_open_article_room,
    can_reply_to_remark,
    can_settle_remark,
    speaks_as_member,
)
from legislation.permissions.seen import (
    NOT_YET,
    dossiers_for,
    grant,
    grant_liaison,
    instruments_for,
    judges,
    keeps_library,
    leads,
    liaises,
    may_propose,
    proposals_for,
    provisions_for,
    remarks_for,
    reports,
    revoke_liaison,
    rounds_for,
    signs,
    streams_for,
)
