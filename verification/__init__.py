"""What is judged."""

INTERRUPTED = 130  # exit status after Ctrl-C
