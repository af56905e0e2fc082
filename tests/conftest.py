"""Settings of all tests."""

from hypothesis import settings

# The first example of a test may load or compile a kernel: no deadline per example.
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")
