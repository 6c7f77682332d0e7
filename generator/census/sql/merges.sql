-- The merges of at least two bases that are in the snapshot, by whether any two of their licenses rule each other out.
SELECT o.outcome, count(m.repo) AS repositories, coalesce(sum(m.downloads), 0) AS downloads
FROM outcomes AS o
LEFT JOIN (
  SELECT n.repo, r.downloads, coalesce(x.outcome, CASE WHEN n.is_silent = 1 THEN 2 ELSE 3 END) AS outcome
  FROM (
    SELECT e.repo, max(CASE WHEN c.license IS NULL THEN 1 ELSE 0 END) AS is_silent
    FROM edges AS e
    JOIN classified AS c ON c.repo = e.base
    WHERE e.kind = 4
    GROUP BY e.repo
    HAVING count(*) > 1
  ) AS n
  JOIN repos AS r ON r.repo = n.repo
  LEFT JOIN (SELECT repo, min(outcome) AS outcome FROM mixed GROUP BY repo) AS x ON x.repo = n.repo
) AS m ON m.outcome = o.number
GROUP BY o.number, o.outcome
ORDER BY o.number
