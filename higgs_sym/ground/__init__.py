"""What everything stands on: errors, files, precision, progress, provenance, answers."""
