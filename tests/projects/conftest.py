"""What several tests of joint projects begin with."""

from __future__ import annotations

import pytest

from projects.models import Indicator, Period, Project
from tests.factories import Cast
from tests.projects.made import joint_project
from tests.projects.money import indicator, period


@pytest.fixture
def project(cast: Cast) -> Project:
    """Led by Basel's association; Omar's takes part."""
    return joint_project(cast)


@pytest.fixture
def row(cast: Cast, project: Project) -> Indicator:
    return indicator(cast, project)


@pytest.fixture
def january(cast: Cast, project: Project) -> Period:
    return period(cast, project)
