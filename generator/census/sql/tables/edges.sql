-- Each pair of a repository and another one that it was directly made from.
SELECT repo, base, min(kind) AS kind
FROM links
WHERE base IS NOT NULL AND base <> repo
GROUP BY repo, base
