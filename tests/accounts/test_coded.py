from accounts.templatetags.coded import coded


def test_a_code_stays_on_one_line_and_the_rest_is_escaped() -> None:
    shown = coded("سقط التعهّد P-9RY54 <b> للاحتياج N-9SKNN")
    assert shown.count('<bdi class="code">') == 2
    assert '<bdi class="code">P-9RY54</bdi>' in shown
    assert "&lt;b&gt;" in shown


def test_codes_of_proposals_stay_on_one_line_too() -> None:
    assert coded("تقصير المهلة · A-1-001") == 'تقصير المهلة · <bdi class="code">A-1-001</bdi>'
    assert coded("A-4SPBZ-002") == '<bdi class="code">A-4SPBZ-002</bdi>'
    assert coded("A-12 وA-1-1 وA-1-001-2") == "A-12 وA-1-1 وA-1-001-2"


def test_what_is_no_code_stays_as_it_is() -> None:
    for words in ("", "COVID-19 وA-b2345", "ABC-12345", "X-123456789"):
        assert coded(words) == words
