-- The 30 repositories that most others come from, over any number of steps.
SELECT b.id, b.license AS license_tag, a.direct, a.repositories, a.downloads, a.total
FROM (
  SELECT
    p.base, count(*) AS repositories, sum(r.downloads) AS downloads,
    sum(CASE WHEN p.steps = 1 THEN 1 ELSE 0 END) AS direct, count(*) OVER () AS total
  FROM pairs AS p
  JOIN repos AS r ON r.repo = p.repo
  WHERE p.repo <> p.base
  GROUP BY p.base
) AS a
JOIN repos AS b ON b.repo = a.base
ORDER BY a.repositories DESC, b.id
LIMIT 30
