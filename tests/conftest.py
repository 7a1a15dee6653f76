"""How hard Hypothesis tries: ``HYPOTHESIS_PROFILE=nightly pytest`` for a long search."""

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.database import DirectoryBasedExampleDatabase

# Failing examples are kept outside the reader's working directory.
_database = DirectoryBasedExampleDatabase(Path(tempfile.gettempdir()) / "pyinterview-hypothesis")

settings.register_profile("dev", max_examples=100, deadline=None, database=_database)
settings.register_profile(
    "ci", max_examples=200, deadline=None, derandomize=True, database=None, print_blob=True
)
settings.register_profile(
    "nightly",
    max_examples=10_000,
    deadline=None,
    database=_database,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "grade",  # the same verdict every time, however slow the code that is graded
    max_examples=100,
    deadline=None,
    derandomize=True,
    database=None,
    report_multiple_bugs=False,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],  # nobody reads the explanation
    suppress_health_check=list(HealthCheck),
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))
