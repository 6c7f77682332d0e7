-- One row for each repository that states a base other than itself: its worst answer over all bases above it, and the
-- first reason (in the order of `reasons`) why it cannot be told.
SELECT d.repo, min(d.outcome) AS outcome, min(d.reason) AS reason
FROM (
  SELECT repo, outcome, reason FROM judged
  UNION ALL
  SELECT l.repo, 2 AS outcome, CASE WHEN c.license IS NULL THEN 1 ELSE 3 END AS reason
  FROM links AS l
  JOIN classified AS c ON c.repo = l.repo
  WHERE l.found = 'missing'
) AS d
GROUP BY d.repo
