"""Who sees instruments, rounds, proposals and dossiers, and who may do what; a module per noun."""

from legislation.permissions.merging import can_carry_over, can_merge_proposals, can_settle_merge, merges_at_once
from legislation.permissions.seen import (
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
