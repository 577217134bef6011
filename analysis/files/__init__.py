"""Files for other programs: spreadsheets, statistics, presentations, archives."""
