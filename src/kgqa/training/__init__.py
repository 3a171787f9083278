"""Training of the sentence encoder that ships with the project."""
