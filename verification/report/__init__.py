"""Reports: pure functions of an `Session`, one format a file, and the folder they go into."""
