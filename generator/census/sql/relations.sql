-- The repositories that state each relation to a base, and how many bases they state.
SELECT
  k.relation, count(DISTINCT l.repo) AS repositories,
  sum(CASE WHEN l.nth = 1 THEN r.downloads ELSE 0 END) AS downloads, count(*) AS statements
FROM (SELECT repo, kind, row_number() OVER (PARTITION BY repo, kind ORDER BY name) AS nth FROM links) AS l
JOIN repos AS r ON r.repo = l.repo
JOIN relations AS k ON k.kind = l.kind
GROUP BY k.kind, k.relation
ORDER BY k.kind
