"""The verbs of legislation; a module per noun."""

from legislation.actions.admitting import admit_proposal, refuse_proposal
from legislation.actions.article_rooms import open_article_room
from legislation.actions.deciding import decide_proposals
from legislation.actions.endorsements import endorse_proposal, withdraw_endorsement
from legislation.actions.opinions import publish_opinion, write_opinion
from legislation.actions.remarks import create_remark, delete_remark, edit_remark, reply_to_remark, settle_remark
from legislation.actions.voting import apply_vote, put_to_vote
