"""The way to the Hugging Face Hub; no other room knows its interface.

- client: asks one question over HTTP, with redirects, deadlines, retries and quota
- outcome: says what an answer means
- facts: turns the JSON of one repository into a Snapshot
- question: the two questions it is asked
- refresh: one run, that is what to ask and in which order
- result: what came of it, set beside what was known before
- report: the run in words, for a pull request
- store: makes the files of a run and writes them
- door: all of it, from the records to the files
"""
