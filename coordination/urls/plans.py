"""Unified plans."""

from coordination.api.plans import BodyPlanViewSet, PlanLineViewSet, PlanViewSet
from coordination.views import plan_lines, plan_papers, plans
from journal.addresses import call, page

pages = [
    page("bodies/<int:pk>/plans/", plans.plans),
    page("bodies/<int:pk>/plans/new/", plans.create_plan),
    page("plans/<int:pk>/", plans.plan),
    page("plans/<int:pk>/edit/", plans.edit_plan),
    page("plans/<int:pk>/status/", plans.set_plan_status),
    page("plans/<int:pk>/sign/", plans.sign_plan),
    page("plans/<int:pk>/project/", plans.create_project_of_plan),
    page("plans/<int:pk>/plan.pdf", plan_papers.plan_paper),
    page("plans/<int:pk>/4w.xlsx", plan_papers.plan_xlsx),
    page("plans/<int:pk>/4w.csv", plan_papers.plan_csv),
    page("plans/<int:pk>/likely/", plan_lines.plan_line_likely),
    page("plans/<int:pk>/lines/new/", plan_lines.add_plan_line),
    page("plan-lines/<int:pk>/edit/", plan_lines.edit_plan_line),
    page("plan-lines/<int:pk>/withdraw/", plan_lines.withdraw_plan_line),
]
calls = [
    call("bodies/<int:pk>/plans/", "api_body_plans", BodyPlanViewSet, get="list", post="create"),
    call("plans/<int:pk>/", "api_plan", PlanViewSet, get="retrieve", patch="partial_update"),
    call("plans/<int:pk>/status/", "api_plan_status", PlanViewSet, put="move"),
    call("plans/<int:pk>/signatures/", "api_plan_signatures", PlanViewSet, get="signatures", put="sign"),
    call("plans/<int:pk>/overlaps/", "api_plan_overlaps", PlanViewSet, get="overlaps"),
    call("plans/<int:pk>/gaps/", "api_plan_gaps", PlanViewSet, get="gaps"),
    call("plans/<int:pk>/projects/", "api_plan_projects", PlanViewSet, post="make_project"),
    call("plans/<int:pk>/lines/", "api_plan_lines", PlanLineViewSet, get="list", post="create"),
    call("plan-lines/<int:pk>/", "api_plan_line", PlanLineViewSet, patch="partial_update", delete="destroy"),
]
