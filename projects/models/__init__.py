"""What several organisations do together: projects, their partners, the plan, the work and what came of it."""

from projects.models.budget import BudgetLine, Contribution, Expense, Giving
from projects.models.documents import (
    Document,
    DocumentVersion,
    Folder,
    NoteComment,
    NoteStretch,
    NoteUpdate,
    NoteVersion,
    Reading,
)
from projects.models.indicators import Count, Indicator, Measurement, Period, Target
from projects.models.plan import Activity, Result
from projects.models.planning import FeedKey, Replan, TaskSheet
from projects.models.projects import (
    Partner,
    Photo,
    Project,
    ProjectGroupPermission,
    ProjectNeed,
    ProjectUserPermission,
    RoomAbsence,
    Template,
    Visit,
)
from projects.models.tasks import (
    Check,
    Column,
    Comment,
    Dependency,
    Label,
    Task,
    TaskChange,
    TaskFile,
    TaskMove,
    TaskOrigin,
)
