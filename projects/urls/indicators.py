"""What it reached."""

from journal.addresses import call, page
from projects.api.indicators import IndicatorViewSet, MeasurementViewSet, PeriodViewSet
from projects.views import indicators, periods

pages = [
    page("projects/<int:pk>/indicators/", indicators.indicators),
    page("projects/<int:pk>/indicators/new/", indicators.create_indicator),
    page("indicators/<int:pk>/", indicators.indicator),
    page("indicators/<int:pk>/edit/", indicators.edit_indicator),
    page("indicators/<int:pk>/withdraw/", indicators.withdraw_indicator),
    page("indicators/<int:pk>/targets/", indicators.set_target),
    page("indicators/<int:pk>/report/", indicators.record_measurement),
    page("measurements/<int:pk>/correct/", indicators.correct_measurement),
    page("projects/<int:pk>/periods/new/", periods.create_period),
    page("periods/<int:pk>/", periods.period),
    page("periods/<int:pk>/edit/", periods.edit_period),
    page("periods/<int:pk>/close/", periods.close_period),
    page("periods/<int:pk>/reopen/", periods.reopen_period),
]
calls = [
    call("projects/<int:pk>/periods/", "api_periods", PeriodViewSet, get="list", post="create"),
    call("periods/<int:pk>/", "api_period", PeriodViewSet, patch="partial_update"),
    call("periods/<int:pk>/close/", "api_close_period", PeriodViewSet, put="close"),
    call("periods/<int:pk>/reopen/", "api_reopen_period", PeriodViewSet, put="reopen"),
    call("projects/<int:pk>/indicators/", "api_indicators", IndicatorViewSet, get="list", post="create"),
    call(
        "indicators/<int:pk>/",
        "api_indicator",
        IndicatorViewSet,
        get="retrieve",
        patch="partial_update",
        delete="destroy",
    ),
    call("indicators/<int:pk>/targets/", "api_targets", IndicatorViewSet, put="target"),
    call("indicators/<int:pk>/measurements/", "api_measurements", IndicatorViewSet, get="measurements", post="report"),
    call("measurements/<int:pk>/", "api_measurement", MeasurementViewSet, get="retrieve"),
    call("measurements/<int:pk>/correct/", "api_correct_measurement", MeasurementViewSet, post="correct"),
]
