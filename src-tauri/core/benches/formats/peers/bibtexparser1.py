"""Reads a .bib with bibtexparser 1, LaTeX and names included, and prints how many entries it holds."""
import sys

import bibtexparser
from bibtexparser import customization


def tidied(record):
    return customization.author(customization.convert_to_unicode(record))


# Without this, types it does not know are left out.
parser = bibtexparser.bparser.BibTexParser(common_strings=True, ignore_nonstandard_types=False, customization=tidied)
with open(sys.argv[1], encoding="utf-8") as file:
    print(len(bibtexparser.load(file, parser=parser).entries))
