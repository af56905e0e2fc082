"""What is known: every formula as data, derived and turned into numbers."""

__version__ = "0.2.0"
