"""Clerical review: what people decide about pairs and clusters, and clerks made up for tests."""
