"""Reference trajectories: problems told so that any code can set them up, with certain digits."""

from higgs_num.catalogue.reference import Reference, reference, references

__all__ = ["Reference", "reference", "references"]
