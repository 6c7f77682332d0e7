-- How the statements of bases hang together: found, found under another name, missing, of itself, in a circle.
SELECT
  (SELECT count(*) FROM (SELECT DISTINCT repo FROM links) AS d) AS repositories,
  (
    SELECT coalesce(sum(r.downloads), 0) FROM (SELECT DISTINCT repo FROM links) AS d JOIN repos AS r ON r.repo = d.repo
  ) AS downloads,
  (SELECT count(*) FROM links) AS statements,
  (SELECT count(*) FROM links WHERE found = 'resolved') AS resolved,
  (SELECT count(*) FROM links WHERE found = 'renamed') AS renamed,
  (SELECT count(*) FROM links WHERE found = 'missing') AS missing,
  (SELECT count(*) FROM links WHERE found = 'itself') AS itself,
  (SELECT count(*) FROM (SELECT DISTINCT repo FROM pairs WHERE repo = base) AS c) AS in_cycles,
  (
    SELECT count(DISTINCT e.base) FROM edges AS e WHERE NOT EXISTS (SELECT 1 FROM edges AS u WHERE u.repo = e.base)
  ) AS roots,
  (SELECT coalesce(max(steps), 0) FROM pairs) AS deepest
