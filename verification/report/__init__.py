"""Reports: pure functions of a `Session`, one format a file, and the folder they go into."""
