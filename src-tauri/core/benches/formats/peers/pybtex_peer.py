"""Reads a .bib with pybtex, names included and LaTeX left as it is, and prints how many entries it holds."""
import sys

from pybtex.database import parse_file

print(len(parse_file(sys.argv[1], bib_format="bibtex").entries))
