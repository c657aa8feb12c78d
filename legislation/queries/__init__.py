"""Read shapes of legislation."""

from legislation.queries.amended import AsAmended, as_amended, choices_of, line_facts, term_facts
from legislation.queries.changes import Base, base_of, change_of, changes_of, compared_proposals, in_force, is_stale
from legislation.queries.heat import MEASURES, Heat, heat_facts, heat_of
from legislation.queries.kinds import facts
from legislation.queries.rivals import Beside, Comparison, citing, comparison, rival_groups
