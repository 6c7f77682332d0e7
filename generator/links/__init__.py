"""Care of evidence: whether every address of the data can still be opened.

- collect: every address, and every place where it stands
- client: asks one address politely, and says what came of it
- visit: one run over all of them, and what is remembered between runs
- report: the run in words, by record
"""
