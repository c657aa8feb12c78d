"""Tables of recommendations."""

from coordination.api.sheets import RecommendationSheetsViewSet, RecommendationSheetViewSet
from coordination.views import sheets
from journal.addresses import call, page

pages = [
    page("recommendations/export/", sheets.export_recommendations),
    page("recommendations/tables/", sheets.recommendation_tables),
    page("bodies/<int:pk>/recommendations/sheets/", sheets.recommendation_sheets),
    page("recommendation-sheets/<int:pk>/", sheets.recommendation_sheet),
    page("recommendation-sheets/<int:pk>/columns/", sheets.map_recommendation_sheet),
    page("recommendation-sheets/<int:pk>/start/", sheets.start_recommendation_sheet),
    page("recommendation-sheets/<int:pk>/discard/", sheets.discard_recommendation_sheet),
]
calls = [
    call("recommendations/export/", "api_recommendations_export", RecommendationSheetsViewSet, get="export"),
    call(
        "bodies/<int:pk>/recommendation-sheets/",
        "api_recommendation_sheets",
        RecommendationSheetsViewSet,
        post="create",
    ),
    call(
        "recommendation-sheets/<int:pk>/",
        "api_recommendation_sheet",
        RecommendationSheetViewSet,
        get="retrieve",
        delete="destroy",
    ),
    call(
        "recommendation-sheets/<int:pk>/columns/",
        "api_recommendation_sheet_columns",
        RecommendationSheetViewSet,
        put="columns",
    ),
    call(
        "recommendation-sheets/<int:pk>/start/",
        "api_recommendation_sheet_start",
        RecommendationSheetViewSet,
        post="start",
    ),
]
