"""A redline on a page: what the eye, paper and a voice are told."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from django.utils.translation import override

from legislation.templatetags.redlines import differs_in_spelling_only

FEE = "يحدد رسم الشهر (50) ليرة سورية."


def shown(before: str, after: str, side: str = "both") -> str:
    page = Template("{% load redlines %}{% redline before after side %}")
    with override("en"):
        return page.render(Context({"before": before, "after": after, "side": side})).strip()


def seen(html: str) -> str:
    """Without what only a voice says."""
    return re.sub(r'<span class="visually-hidden">[^<]*</span>', "", html)


def test_what_went_is_struck_and_what_came_is_underlined() -> None:
    html = seen(shown("مدة ستين يوماً", "مدة ثلاثين يوماً"))
    assert html == '<span class="redline" dir="rtl">مدة <del>ستين</del> <ins>ثلاثين</ins> يوماً</span>'


def test_a_voice_says_what_went_what_came_and_where_it_ends() -> None:
    words = re.sub(r"<[^>]+>", "", shown("مدة ستين", "مدة ثلاثين"))
    assert words == "مدة removed: ستين end of the change added: ثلاثين end of the change"


def test_spelling_alone_has_a_line_of_its_own_and_is_said() -> None:
    html = shown(FEE, FEE.replace("ليرة", "ليره"))
    assert '<del class="spelling">' in html
    assert '<ins class="spelling">' in html
    assert "added, spelling only:" in html
    assert differs_in_spelling_only(FEE, FEE.replace("ليرة", "ليره"))
    assert not differs_in_spelling_only(FEE, FEE.replace("50", "500"))


@pytest.mark.parametrize(("side", "expected"), [("before", "(<del>50</del>)"), ("after", "(<ins>500</ins>)")])
def test_a_side_shows_one_wording(side: str, expected: str) -> None:
    html = seen(shown(FEE, FEE.replace("50", "500"), side))
    assert expected in html
    assert ("del" in html, "ins" in html) == (side == "before", side == "after")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("يؤدي عملاً جديداً، ويعود", "يؤدي عملاً، ويعود", "يؤدي عملاً <del>جديداً</del>، ويعود"),
        ("يؤدي عمله، ويعود", "يؤدي عمله الجديد، ويعود", "يؤدي عمله <ins>الجديد</ins>، ويعود"),
        ("في ثلاثين يوماً.", "في ثلاثين يوماً. ويُبلّغ.", "في ثلاثين يوماً. <ins>ويُبلّغ.</ins>"),
        ("المرسوم 2019/5", "المرسوم 2019/6", "المرسوم 2019/<del>5</del> <ins>6</ins>"),
    ],
)
def test_words_keep_their_distance_and_commas_none(before: str, after: str, expected: str) -> None:
    assert expected in seen(shown(before, after))


def test_what_people_wrote_is_never_markup() -> None:
    assert "<script" not in shown("نص", "نص <script>alert(1)</script>")


def test_a_latin_text_runs_its_own_way() -> None:
    assert 'dir="ltr"' in shown("Article one", "Article two")
