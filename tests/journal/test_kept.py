"""What of a page is drawn once for everybody: by language, and by what the tag is told."""

from django.template import Context, Template
from django.utils.translation import override

TEMPLATE = "{% load kept i18n %}{% kept name %}{% translate 'Yes' %} {{ name }} {{ calls }}{% endkept %}"


def test_it_is_drawn_once_for_each_language_and_each_thing_told() -> None:
    counted = iter(range(1, 9))
    page = Template(TEMPLATE)
    shown = []
    for language, name in (("ar", "a"), ("ar", "a"), ("en", "a"), ("en", "b"), ("en", "b"), ("ar", "a")):
        with override(language):
            shown.append(page.render(Context({"name": name, "calls": lambda: next(counted)})))
    assert shown == ["نعم a 1", "نعم a 1", "Yes a 2", "Yes b 3", "Yes b 3", "نعم a 1"]


def test_what_is_told_is_escaped_as_elsewhere() -> None:
    page = Template("{% load kept %}{% kept name missing %}{{ name }}{% endkept %}")
    assert page.render(Context({"name": "<b>"})) == "&lt;b&gt;"
