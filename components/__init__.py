"""Figures (pure: frames in, figure out) and the widgets that show them."""
