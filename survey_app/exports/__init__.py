"""Out of the database, into the folder that analysis reads, and the commands that show it."""
