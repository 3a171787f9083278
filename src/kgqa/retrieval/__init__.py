"""Passages of the report and their search, by words and, with an encoder, by meaning."""
