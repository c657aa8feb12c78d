from __future__ import annotations

import json

from journal.templatetags.given import given


def test_given_is_read_back_as_it_was_and_holds_no_markup() -> None:
    told = {"name": "جمعية «الأمل» </script><b>&", "n": [1, None]}
    script = given(told, "told")
    inside = script.removeprefix('<script id="told" type="application/json">').removesuffix("</script>")
    assert json.loads(inside) == told
    assert not set(inside) & set("<>&")


def test_given_writes_arabic_letters_as_letters() -> None:
    assert '"الأمل"' in given(["الأمل"], "told")
