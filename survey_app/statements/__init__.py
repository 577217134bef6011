"""What the law wants told: one file of settings, read and checked, and the pages it becomes."""
