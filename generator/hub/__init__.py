"""Everything that talks to the Hugging Face Hub; no other package knows its API.

- token: the token that requests carry, if there is one
- client: sends one request at a time, with redirects, deadlines, retries and quota
- errors: what an error response means
- endpoints: the requests that the Hub gets, and the fields that each of them may ask for
- values: reads single values of a response, whose types nobody guarantees
- files: which files are weights, and a summary of all
- parse: turns the JSON of one repository into a Snapshot
- refresh: one run: what to request, and in which order
- lists: what the lists of organizations settle, and which repositories are new
- terms: the texts of license files that changed
- changes: the data before and after a run
- report: the run as text, for a pull request
- store: the files that a run writes
- run: a whole run, from the records to the files
- exit_codes: what the exit codes of the command mean
- download: the public table of all models, at one revision and with its checksum
- walk: lists every public model into Parquet files, for a census
- lookup: what the Hub says about a single repository, for a draft
- questions: one question of each kind, for `doctor`
"""
