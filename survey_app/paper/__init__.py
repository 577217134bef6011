"""The questionnaire on paper: a form to print and fill in with a pen, in every language."""
