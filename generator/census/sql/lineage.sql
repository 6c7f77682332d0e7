-- How the statements of bases hang together: found, found under another name, missing, of itself, in a circle.
WITH derivatives AS (SELECT DISTINCT repo FROM links WHERE found <> 'itself')
SELECT
  (SELECT count(*) FROM derivatives) AS repositories,
  (SELECT coalesce(sum(r.downloads), 0) FROM derivatives AS d JOIN repos AS r ON r.repo = d.repo) AS downloads,
  (SELECT count(*) FROM links) AS statements,
  (SELECT count(*) FROM links WHERE found = 'resolved') AS resolved,
  (SELECT count(*) FROM links WHERE found = 'renamed') AS renamed,
  (SELECT count(*) FROM links WHERE found = 'missing') AS missing,
  (SELECT count(*) FROM links WHERE found = 'itself') AS itself,
  (SELECT count(DISTINCT repo) FROM pairs WHERE repo = base) AS in_cycles,
  (SELECT count(DISTINCT e.base) FROM edges AS e ANTI JOIN edges AS u ON u.repo = e.base) AS roots,
  (SELECT coalesce(max(steps), 0) FROM pairs) AS deepest
