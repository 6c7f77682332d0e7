-- The repositories of the releases of our records, under the name that a record gives or that the Hub gives now.
SELECT DISTINCT k.release, coalesce(e.repo, o.repo) AS repo
FROM known_names AS k
LEFT JOIN repos AS e ON e.id = k.name
LEFT JOIN renames AS o ON o.name = lower(k.name)
WHERE coalesce(e.repo, o.repo) IS NOT NULL
