-- Each name that repositories state as their base, with the repository that it means, if one is in the snapshot.
SELECT
  n.name,
  coalesce(e.repo, o.repo) AS base,
  CASE WHEN e.repo IS NOT NULL THEN 'resolved' WHEN o.repo IS NOT NULL THEN 'renamed' ELSE 'missing' END AS found
FROM (SELECT DISTINCT name FROM statements) AS n
LEFT JOIN repos AS e ON e.id = n.name
LEFT JOIN renames AS o ON o.name = lower(n.name)
