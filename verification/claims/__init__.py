"""What is claimed: one file per equation, figure or limit, each with a tuple `CLAIMS`."""
