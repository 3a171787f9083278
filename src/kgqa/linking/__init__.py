"""From the words of a question to terms of the graph and of the question lexicon."""
