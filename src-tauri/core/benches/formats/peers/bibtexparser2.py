"""Reads a .bib with bibtexparser 2, LaTeX and names included, and prints how many entries it holds."""
import logging
import sys

import bibtexparser
from bibtexparser import middlewares

logging.disable(logging.CRITICAL)
stack = [middlewares.LatexDecodingMiddleware(), middlewares.SeparateCoAuthors(), middlewares.SplitNameParts()]
print(len(bibtexparser.parse_file(sys.argv[1], append_middleware=stack).entries))
