"""From a question to logical forms: detection first, then candidates, then ranking."""
