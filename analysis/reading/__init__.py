"""Answers gathered elsewhere: a CSV or XLSX of another tool, or typed from paper, → a Dataset."""
