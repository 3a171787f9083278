"""Settings for all tests: the same input gives the same run, on every machine."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("gate", derandomize=True, deadline=None)
settings.load_profile("gate")


@pytest.fixture(scope="session", autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What people leave lies in a folder of this run: tests neither see nor change that of the user."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KGQA_STATE", str(tmp_path_factory.mktemp("state")))
        patch.delenv("KGQA_LEDGER", raising=False)
        patch.delenv("KGQA_REVIEW", raising=False)
        yield
