-- The repositories by the number of steps to the furthest base above them.
SELECT d.steps AS key, count(*) AS repositories, sum(r.downloads) AS downloads
FROM (
  SELECT r.repo, coalesce(max(p.steps), 0) AS steps
  FROM repos AS r
  LEFT JOIN pairs AS p ON p.repo = r.repo AND p.base <> r.repo
  GROUP BY r.repo
) AS d
JOIN repos AS r ON r.repo = d.repo
GROUP BY d.steps
ORDER BY d.steps
