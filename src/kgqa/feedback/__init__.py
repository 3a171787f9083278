"""What people leave: questions without an answer, feedback, and suggestions that count once accepted."""
