"""What is promised about speed, measured: `make bench`. Ratios to a named peer run in the same minutes."""
