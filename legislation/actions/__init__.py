"""The verbs of legislation; a module per noun."""

from legislation.actions.article_rooms import open_article_room
from legislation.actions.endorsements import endorse_proposal, withdraw_endorsement
from legislation.actions.remarks import create_remark, delete_remark, edit_remark, reply_to_remark, settle_remark
