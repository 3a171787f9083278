"""``python -m kgqa``: the same program as ``kgqa``."""

from kgqa.cli import main

if __name__ == "__main__":
    main()
