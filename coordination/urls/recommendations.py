"""Recommendations: what they are, who answers for them, their steps, what carries them out."""

from coordination.api.follow_up import ResponsibilityViewSet, StepViewSet
from coordination.api.recommendations import RecommendationViewSet
from coordination.views import recommendations, responsibilities
from journal.addresses import call, page

pages = [
    page("recommendations/", recommendations.recommendations),
    page("recommendations/<int:pk>/", recommendations.recommendation),
    page("recommendations/<int:pk>/card/", recommendations.recommendation_card),
    page("recommendations/<int:pk>/edit/", recommendations.edit_recommendation),
    page("recommendations/<int:pk>/adopt/", recommendations.adopt_recommendation),
    page("recommendations/<int:pk>/drop/", recommendations.drop_recommendation),
    page("recommendations/<int:pk>/discard/", recommendations.discard_recommendation),
    page("forums/<int:pk>/recommendations/", recommendations.forum_recommendations),
    page("bodies/<int:pk>/recommendations/new/", recommendations.create_recommendation),
    page("recommendations/<int:pk>/ask/", responsibilities.ask_responsibility),
    page("responsibilities/<int:pk>/accept/", responsibilities.accept_responsibility),
    page("responsibilities/<int:pk>/decline/", responsibilities.decline_responsibility),
    page("responsibilities/<int:pk>/withdraw/", responsibilities.withdraw_responsibility),
    page("responsibilities/<int:pk>/end/", responsibilities.end_responsibility),
    page("responsibilities/<int:pk>/people/", responsibilities.name_focal_point),
    page("recommendations/<int:pk>/steps/", responsibilities.add_milestone),
    page("recommendation-steps/<int:pk>/edit/", responsibilities.edit_milestone),
    page("recommendation-steps/<int:pk>/withdraw/", responsibilities.withdraw_milestone),
    page("recommendations/<int:pk>/links/", responsibilities.link_recommendation),
    page("recommendations/<int:pk>/project/", responsibilities.create_project_of_recommendation),
    page("recommendation-links/<int:pk>/remove/", responsibilities.unlink_recommendation),
    page("projects/<int:pk>/recommendations/", responsibilities.project_recommendations),
    page("tasks/<int:pk>/recommendations/", responsibilities.task_recommendations),
    page("needs/<int:pk>/recommendations/", responsibilities.need_recommendations),
    page("proposals/<int:pk>/recommendations/", responsibilities.proposal_recommendations),
    page("indicators/<int:pk>/recommendations/", responsibilities.indicator_recommendations),
]
calls = [
    call("recommendations/", "api_recommendations", RecommendationViewSet, get="list", post="create"),
    call(
        "recommendations/<int:pk>/",
        "api_recommendation",
        RecommendationViewSet,
        get="retrieve",
        patch="partial_update",
        delete="destroy",
    ),
    call("recommendations/<int:pk>/adoption/", "api_recommendation_adoption", RecommendationViewSet, put="adopt"),
    call("recommendations/<int:pk>/dropping/", "api_recommendation_dropping", RecommendationViewSet, put="drop"),
    call("recommendations/<int:pk>/status/", "api_recommendation_status", RecommendationViewSet, put="move"),
    call("recommendations/<int:pk>/links/", "api_recommendation_links", RecommendationViewSet, get="links", put="link"),
    call("recommendations/<int:pk>/project/", "api_recommendation_project", RecommendationViewSet, post="project"),
    call("recommendation-links/<int:pk>/", "api_recommendation_link", RecommendationViewSet, delete="unlink"),
    call(
        "recommendations/<int:pk>/responsibilities/",
        "api_responsibilities",
        ResponsibilityViewSet,
        get="list",
        post="create",
    ),
    call("responsibilities/<int:pk>/answer/", "api_responsibility_answer", ResponsibilityViewSet, put="answer"),
    call("responsibilities/<int:pk>/people/", "api_responsibility_people", ResponsibilityViewSet, put="people"),
    call("recommendations/<int:pk>/steps/", "api_recommendation_steps", StepViewSet, get="list", post="create"),
    call(
        "recommendation-steps/<int:pk>/",
        "api_recommendation_step",
        StepViewSet,
        patch="partial_update",
        delete="destroy",
    ),
]
