"""Programs that call us (the API and its tokens) and those we call (webhooks, push services)."""

from config.settings.environment import env, kept_key

# Where a token that names its rooms is heard at all (accounts/authentication.py), by the app that answers there: what
# another app answers below the same address, of which nobody asked what such a token may, it does not find.
SCOPED_TOKENS_OPEN = {
    "chat.api": ("/api/me/", "/api/rooms/", "/api/messages/"),
    "files.api": ("/api/uploads/",),
    "live.api": ("/api/sync/",),
}
# Programs that are told what happens (docs/operate.md): how many are told at once, and whether they may stand inside.
WEBHOOK_THREADS = env.int("WEBHOOK_THREADS", default=4)
WEBHOOKS_INSIDE = env.bool("WEBHOOKS_INSIDE", default=False)
# Web push: our own private key of P-256; whether push services may lie inside our network (tests).
VAPID_KEY = kept_key(env.str("VAPID_KEY", default=""), "push_key", 32)
PUSH_INSIDE = env.bool("PUSH_INSIDE", default=False)

# Before the code of a project in its IATI identifier: what the deployment is registered as there.
IATI_PREFIX = env.str("IATI_PREFIX", default="SY-MULTAQA")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.TokenAuthentication",
        "accounts.authentication.CookieAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["config.api.Json"],
    "DEFAULT_FILTER_BACKENDS": ["config.api.Narrowing"],
    "DEFAULT_PAGINATION_CLASS": "config.api.Pages",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.api.problem",
    "PAGE_SIZE": 50,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Multaqa",
    "DESCRIPTION": "Where organisations talk, ask and give, work together, decide and follow up.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "OrganizationKind": "organizations.models.Organization.Kind",
        "OrganizationStatus": "organizations.models.Organization.Status",
        "OrganizationRole": "organizations.models.Role",
        "FileKind": "files.models.StoredFile.Kind",
        "RoomKind": "chat.models.Room.Kind",
        "ModerationReason": "chat.models.Reason",
        "MeasureKind": "chat.models.Measure.Kind",
        "NeedVisibility": "needs.models.needs.Visibility",
        "NeedKind": "needs.models.Need.Kind",
        "NeedStatus": "needs.models.Need.Status",
        "OfferStatus": "needs.models.Offer.Status",
        "ItemKind": "needs.models.Item.Kind",
        "PledgeStatus": "needs.models.Pledge.Status",
        "ChallengeStatus": "needs.models.challenges.Challenge.Status",
        "OperationStatus": "needs.models.operations.Operation.Status",
        "OperationReportKind": "needs.models.operations.AidReport.Kind",
        "ForumStatus": "coordination.models.Forum.Status",
        "PlanStatus": "coordination.models.UnifiedPlan.Status",
        "RecommendationStatus": "coordination.models.Recommendation.Status",
        "RecommendationMove": "coordination.api.recommendations.MOVES",
        "ResponsibilityRole": "coordination.models.Responsibility.Role",
        "ResponsibilityStatus": "coordination.models.Responsibility.Status",
        "ResponsibilityAnswer": "coordination.api.follow_up.ANSWERS",
        "ProgressStatus": "coordination.models.ProgressUpdate.Status",
        "ProgressMove": "coordination.api.follow_up.REPORT_MOVES",
        "EvidenceKind": "coordination.models.Evidence.Kind",
        "RoundStatus": "legislation.models.Round.Status",
        "RoundMove": "legislation.api.rounds.MOVES",
        "RoundProposers": "legislation.models.Round.Proposers",
        "ProposalStatus": "legislation.models.Proposal.Status",
        "ProposalMove": "legislation.api.proposals.MOVES",
        "AmendmentKind": "legislation.models.Amendment.Kind",
        "ProvisionKind": "legislation.models.Kind",
        "InstrumentKind": "legislation.models.Instrument.Kind",
        "InstrumentStatus": "legislation.models.Instrument.Status",
        "InstrumentLinkKind": "legislation.models.InstrumentLink.Kind",
        "DossierStatus": "legislation.models.Dossier.Status",
        "DossierMove": "legislation.api.dossiers.MOVES",
        "AnswerKind": "legislation.models.Answer.Kind",
        "RemarkKind": "legislation.models.Remark.Kind",
        "BodyVisibility": "meetings.models.Body.Visibility",
        "DelegateRole": "meetings.models.Participant.Role",
        "SessionKind": "meetings.models.Session.Kind",
        "SessionStatus": "meetings.models.Session.Status",
        "SessionShown": "meetings.models.Session.Shown",
        "AgendaItemKind": "meetings.models.AgendaItem.Kind",
        "AttendanceWay": "meetings.models.Attendance.Way",
        "MinuteKind": "meetings.models.MinuteEntry.Kind",
        "PaperSheetKind": "meetings.models.PaperSheet.Kind",
        "SpeakerKind": "meetings.models.Speaker.Kind",
        "SpeakerStatus": "meetings.models.Speaker.Status",
        "BallotMethod": "meetings.models.Ballot.Method",
        "BallotMajority": "meetings.models.Ballot.Majority",
        "BallotStatus": "meetings.models.Ballot.Status",
        "DelegationStatus": "coordination.models.Delegation.Status",
        "DecisionMethod": "coordination.models.Decision.Method",
        "OutcomeKind": "coordination.models.OutcomeDocument.Kind",
        "OutcomeStatus": "coordination.models.OutcomeDocument.Status",
        "ProjectStatus": "projects.models.Project.Status",
        "ColumnKind": "projects.models.Column.Kind",
        "TaskKind": "projects.models.Task.Kind",
        "ResultKind": "projects.models.Result.Kind",
        "ActivityStatus": "projects.models.Activity.Status",
        "DocumentKind": "projects.models.Document.Kind",
        "ContributionKind": "projects.models.Contribution.Kind",
        "PartnerRole": "projects.models.Partner.Role",
        "PartnerStatus": "projects.models.Partner.Status",
        "ReportOutcome": "chat.models.Report.Outcome",
    },
}
