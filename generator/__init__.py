"""From YAML files to a scorecard site, step by step.

    data/**/*.yaml    bytes
      -> core         Source: plain data, and the line and column of every key path
      -> schema       Record, License, Framework, Component ...: frozen and typed, with all problems collected
      -> loading      Catalog: all of them by id, and the Hub facts (`data/hub/`, which only `refresh` writes)
      -> validation   every problem, of single files and across files
      -> evaluation   Assessment per (record, framework): a verdict and the findings behind it
      -> analysis     ReleaseCard per record: every conclusion, drawn once
      -> site         {path: text}: the pages
         exports      {path: text}: files for programs
         reports      text for terminals and pull requests
          -> publish  joins pages and exports; the MkDocs hook (mkdocs_hook.py) adds them to the site, and
                      `python -m generator build --folder` writes them as a plain project

Outside this flow, `authoring` helps people write records, `hub` asks the Hugging Face Hub and writes `data/hub/`, and
`links` opens the addresses of the data. Nothing flows back: a package imports only packages further up this list, and
`make lint` proves it.
"""
