"""The budgets of the program, each measured against a bare yardstick in the same run."""
