"""`make test` asks the few tests that failed once more, alone, and never loses one that failed (tools/run_tests.py)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools.run_tests import PYTEST, Outcome, Part, asked_again, run, to_ask_again

A, B, C, D = (f"tests/test_x.py::test_{letter}" for letter in "abcd")
FILE = """
import pathlib

def test_of_luck():
    been_here = pathlib.Path("been_here")
    was_here = been_here.exists()
    been_here.touch()
    assert was_here

def test_fault():
    assert FAULT == 0
"""


@pytest.mark.parametrize(
    ("status", "verdict", "failed", "asked"),
    [
        (1, "3 failed, 90 passed in 1.00s", (A, B, C), (A, B, C)),
        (1, "1 failed, 9 passed, 1 error in 1.00s", (A, A), (A,)),  # it failed, and its clearing up as well
        (1, "4 failed, 90 passed in 1.00s", (A, B, C, D), ()),
        (1, "2 failed, 9 passed in 1.00s", (A,), ()),  # one of them has no name that is understood
        (1, "1 failed, 9 passed, 1 error in 1.00s", (A,), ()),
        (2, "9 passed, 1 error in 1.00s", (A,), ()),  # interrupted
        (1, "It ended before it counted any test.", (), ()),
        (0, "9 passed in 1.00s", (), ()),
    ],
)
def test_a_few_failures_that_all_have_names_are_asked_again(
    status: int, verdict: str, failed: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    assert to_ask_again(Outcome(status, 1.0, verdict, failed)) == asked


@pytest.mark.parametrize(("fault", "status", "second"), [(0, 0, "1 passed"), (1, 1, "1 failed, 1 passed")])
def test_what_fails_again_stays_red(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int, status: int, second: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "test_x.py").write_text(f"FAULT = {fault}\n{FILE}")
    environment = {"PATH": os.environ["PATH"], "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    part = Part("a part", [*PYTEST, "-p", "no:cacheprovider", "test_x.py"])
    told = asked_again(part, run(part, environment), environment)
    assert told.status == status
    _first, asked, again = told.verdict.splitlines()
    assert asked.startswith("Asked once more, alone: test_x.py::test_of_luck")
    assert second in again
