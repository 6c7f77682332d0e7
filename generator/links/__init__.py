"""The link check: whether every address in the data can still be opened.

- collect: finds every address, and every line that names it
- lychee: runs lychee, which sends the requests, and reads its answers
- history: remembers the last answer for each address, and decides which addresses are due
- rounds: checks all that are due, in rounds of a few addresses for each host
- report: turns the results into Markdown
"""
