-- All repositories, and how many say something of each kind: weights, a license, data sets, a base, parameters.
SELECT key, count(*) AS repositories, sum(downloads) AS downloads
FROM (
  SELECT 1 AS place, 'all' AS key, downloads FROM repos
  UNION ALL
  SELECT 2, 'with-weights', downloads FROM repos WHERE with_weights
  UNION ALL
  SELECT 3, 'license', downloads FROM repos WHERE license IS NOT NULL
  UNION ALL
  SELECT 4, 'datasets', downloads FROM repos WHERE dataset_tags[1] IS NOT NULL
  UNION ALL
  SELECT 5, 'base', downloads FROM repos WHERE base_tags[1] IS NOT NULL OR listed[1] IS NOT NULL
  UNION ALL
  SELECT 6, 'parameters', downloads FROM repos WHERE parameters IS NOT NULL
) AS statements
GROUP BY place, key
ORDER BY place
