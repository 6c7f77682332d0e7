-- The repositories of each class of licenses, and those of them with weights.
SELECT
  license_class, count(*) AS repositories, sum(downloads) AS downloads,
  sum(CASE WHEN with_weights THEN 1 ELSE 0 END) AS with_weights
FROM classified
GROUP BY license_class
ORDER BY license_class
