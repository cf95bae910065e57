"""Measures what the agent costs. Started by scripts/benchmark."""
