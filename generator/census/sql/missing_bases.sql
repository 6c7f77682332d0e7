-- The 20 names that most repositories state as their base and that no repository of the snapshot has.
SELECT key, repositories, downloads, total
FROM (
  SELECT l.name AS key, count(*) AS repositories, sum(r.downloads) AS downloads, count(*) OVER () AS total
  FROM links AS l
  JOIN repos AS r ON r.repo = l.repo
  WHERE l.found = 'missing'
  GROUP BY l.name
) AS counted
ORDER BY repositories DESC, key
LIMIT 20
