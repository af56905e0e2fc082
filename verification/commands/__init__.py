"""Commands of `higgs` that judge."""
