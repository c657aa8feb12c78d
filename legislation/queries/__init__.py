"""Read shapes of legislation."""

from legislation.queries.competing import competing, grouped
from legislation.queries.deciding import (
    LIVE,
    carried,
    clashing,
    desk,
    fallen,
    is_open_again,
    listed_votes,
    opinion_facts,
    opinions_of,
    sessions_to_vote_in,
    standing_votes,
    verdict_of,
    vote_facts,
    vote_of,
    voted_on,
)
from legislation.queries.endorsements import endorsing, endorsing_facts, is_endorsed_by
from legislation.queries.kinds import facts
from legislation.queries.remarks import (
    listed_remarks,
    remark_facts,
    room_of,
    talk_on_proposal,
    talk_on_provision,
    texts_of,
)
