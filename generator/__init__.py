"""The walk from YAML files to a scorecard site, one arrow at a time.

    data/**/*.yaml  bytes
      -> source     Source: plain data, and the line and column of every key path
      -> nouns      Record, License, Framework, Component ...: frozen and typed; problems collected, never one by one
      -> catalog    Catalog: all of them by id, and what the Hub last said (`data/hub/`, written by `refresh` only)
      -> checks     more problems, across files
      -> assess     Assessment per (record, framework): a verdict and the findings it is made of
      -> scorecard  what follows from them: claims, counts, ranks, remedies, disagreements
      -> book       {path: text}: every page and export; nothing is written yet
          -> door 1 MkDocs hook (mkdocs_hook.py)
          -> door 2 a folder that any engine builds (`python -m generator build --folder`)

Two rooms reach out: `hub` asks the Hugging Face Hub and writes `data/hub/`, `links` opens the addresses of the data.

Nothing flows back. A module imports only modules further up this list; `tests/test_house.py` proves it.
"""
