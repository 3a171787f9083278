"""From rows to an answer or a refusal, in words of two languages."""
