-- The 30 data sets that most repositories name.
SELECT key, repositories, downloads, total
FROM (
  SELECT key, count(*) AS repositories, sum(downloads) AS downloads, count(*) OVER () AS total
  FROM (SELECT downloads, unnest(dataset_tags) AS key FROM repos) AS named
  WHERE key <> ''
  GROUP BY key
) AS counted
ORDER BY repositories DESC, key
LIMIT 30
