"""Care of evidence: whether every address of the data can still be opened.

- collect: every address, and every place where a file names it
- lychee: runs lychee, which does the asking, and reads its answers
- history: what came of each address before, and which of them are due
- rounds: one run over all that are due, in rounds of a few addresses for each host
- report: what became of the addresses, by record
"""
