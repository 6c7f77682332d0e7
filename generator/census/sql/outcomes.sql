-- The derivatives by their worst answer over all bases above them, and the statements of a base by their own answer.
SELECT
  o.outcome, coalesce(d.repositories, 0) AS repositories, coalesce(d.downloads, 0) AS downloads,
  coalesce(s.statements, 0) AS statements
FROM outcomes AS o
LEFT JOIN (
  SELECT d.outcome, count(*) AS repositories, sum(r.downloads) AS downloads
  FROM derived AS d
  JOIN repos AS r ON r.repo = d.repo
  GROUP BY d.outcome
) AS d ON d.outcome = o.number
LEFT JOIN (
  SELECT outcome, count(*) AS statements FROM judged WHERE steps = 1 GROUP BY outcome
) AS s ON s.outcome = o.number
ORDER BY o.number
