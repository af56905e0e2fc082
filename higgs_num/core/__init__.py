"""Jitted kernels on plain arrays, nothing else."""
