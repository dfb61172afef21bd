"""`python -m cicero.cli`: the command line where no script is installed."""

from cicero.cli import main

main()
