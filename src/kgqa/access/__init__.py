"""The graph for programs: what ``kgqa.open()`` gives, and what commands share with it."""
