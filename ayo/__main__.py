"""`python -m ayo …`: the same as the command `ayo`."""

from ayo.config.cli import main

main()
