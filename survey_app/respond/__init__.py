"""What the respondent meets: the code, the questionnaire, the thanks."""
