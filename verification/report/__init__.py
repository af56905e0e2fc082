"""Reports: pure functions of an `Outcome`, one format a file, and the folder they go into."""
