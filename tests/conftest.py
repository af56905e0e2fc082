"""Settings of all tests."""

import signal

from hypothesis import settings

# A shell starts what runs in its background deaf to Ctrl-C, which programs that are tried inherit.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The first example of a test may load or compile a kernel: no deadline per example.
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")
