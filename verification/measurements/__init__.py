"""What several claims measure: trajectories, fits and exact numbers, one concept a file."""
