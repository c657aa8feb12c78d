"""Read shapes of legislation."""

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
