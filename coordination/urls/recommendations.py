"""Recommendations: what they are, who answers for them, their steps, what carries them out."""

from django.urls import URLPattern

from coordination.views import recommendations, responsibilities
from journal.addresses import page

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
    page("recommendation-links/<int:pk>/remove/", responsibilities.unlink_recommendation),
    page("projects/<int:pk>/recommendations/", responsibilities.project_recommendations),
    page("tasks/<int:pk>/recommendations/", responsibilities.task_recommendations),
    page("needs/<int:pk>/recommendations/", responsibilities.need_recommendations),
    page("indicators/<int:pk>/recommendations/", responsibilities.indicator_recommendations),
]
calls: list[URLPattern] = []
