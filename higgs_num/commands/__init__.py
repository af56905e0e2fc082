"""Commands of `higgs` that compute."""
