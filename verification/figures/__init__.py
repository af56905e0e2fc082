"""Figures of the paper, drawn again from our own trajectories, and figures as SVG text."""
