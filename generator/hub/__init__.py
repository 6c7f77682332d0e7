"""Everything that talks to the Hugging Face Hub; no other package knows its API.

- client: sends one request at a time, with redirects, deadlines, retries and quota
- errors: what an error response means
- endpoints: the two requests that the Hub gets
- values: reads single values of a response, whose types nobody guarantees
- parse: turns the JSON of one repository into a Snapshot
- refresh: one run: what to request, and in which order
- changes: the data before and after a run
- report: the run as text, for a pull request
- store: the files that a run writes
- run: a whole run, from the records to the files
- exit_codes: what the exit codes of the command mean
- lookup: what the Hub says about a single repository, for a draft
"""
