"""Commands of `higgs` that show what is known."""
