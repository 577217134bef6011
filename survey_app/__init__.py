"""Samsvar: web questionnaires and anonymous answers for evaluations of co-operation.

A docstring only, so that the pure parts (questionnaire, ballots) import without Flask.
"""
