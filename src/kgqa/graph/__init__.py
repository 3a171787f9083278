"""The graph: vocabulary, store, profile. Knows nothing of questions."""
