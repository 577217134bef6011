"""Seal answers, and open them when a round is released. Needs neither web nor database."""
