"""Settings for all tests: the same input gives the same run, on every machine."""

from hypothesis import settings

settings.register_profile("gate", derandomize=True, deadline=None)
settings.load_profile("gate")
