"""What the operator runs: demo, simulate, backup, doctor, serve."""
