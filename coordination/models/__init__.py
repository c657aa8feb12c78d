"""How we decide and follow up: forums, committees, decisions, recommendations and what became of them, joint plans."""

from coordination.models.committees import Committee, Referral, Seat, SeatHolder, Term
from coordination.models.decisions import Decision, OutcomeDocument
from coordination.models.follow_up import Evidence, ProgressUpdate, Reminder
from coordination.models.forums import Convener, Delegation, Forum, ForumFeedKey
from coordination.models.minute_tasks import MinuteTask
from coordination.models.plans import PlanLine, PlanSignature, UnifiedPlan
from coordination.models.recommendations import (
    Milestone,
    Recommendation,
    RecommendationLink,
    RecommendationOrigin,
    Responsibility,
    Theme,
)
from coordination.models.sheets import RecommendationSheet
