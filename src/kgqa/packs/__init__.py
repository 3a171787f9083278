"""Evidence packs: an answer in one file, with all that is needed to check it again."""
