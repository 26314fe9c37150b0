"""python -m desk is the command line ``govdesk``."""

from desk.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
