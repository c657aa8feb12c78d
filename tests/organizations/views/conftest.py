import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_counts_of_earlier_tests() -> None:
    """Rate limits live in the cache."""
    cache.clear()
