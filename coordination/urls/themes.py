"""The themes of a body."""

from coordination.api.themes import ThemeViewSet
from coordination.views import themes
from journal.addresses import call, page

pages = [
    page("bodies/<int:pk>/themes/", themes.themes),
    page("themes/<int:pk>/edit/", themes.edit_theme),
    page("themes/<int:pk>/merge/", themes.merge_theme),
    page("themes/<int:pk>/delete/", themes.delete_theme),
]
calls = [
    call("bodies/<int:pk>/themes/", "api_themes", ThemeViewSet, get="list", post="create"),
    call("themes/<int:pk>/", "api_theme", ThemeViewSet, patch="partial_update", delete="destroy"),
    call("themes/<int:pk>/merge/", "api_theme_merge", ThemeViewSet, put="merge"),
]
