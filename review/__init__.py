"""The review app: people decide, pair by pair, who is the same person (README.md beside this)."""
