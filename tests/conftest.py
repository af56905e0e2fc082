"""Settings of all tests."""

import os
import signal

from hypothesis import settings

# The tests run side by side, one on each core: linear algebra that starts a thread for each core
# beside them makes all wait. Processes that are started inherit it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# A shell starts what runs in its background deaf to Ctrl-C, which programs that are tried inherit.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The first example of a test may load or compile a kernel: no deadline per example.
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")
