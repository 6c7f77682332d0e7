-- The repositories by their downloads in 30 days and the class of their license. The key is the least of its band.
SELECT
  CASE
    WHEN downloads = 0 THEN '0'
    WHEN downloads < 10 THEN '1'
    WHEN downloads < 100 THEN '10'
    WHEN downloads < 1000 THEN '100'
    WHEN downloads < 10000 THEN '1000'
    WHEN downloads < 100000 THEN '10000'
    WHEN downloads < 1000000 THEN '100000'
    ELSE '1000000'
  END AS key,
  license_class, count(*) AS repositories, sum(downloads) AS downloads
FROM classified
GROUP BY 1, 2
ORDER BY 1, 2
