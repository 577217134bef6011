"""Who is asked: codes, the right to answer once, and how many have answered."""
