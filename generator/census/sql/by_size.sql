-- The repositories by their parameters and the class of their license. The key is the least of its band, in billions.
SELECT
  CASE
    WHEN parameters IS NULL THEN 'none'
    WHEN parameters < 1e9 THEN '0'
    WHEN parameters < 3e9 THEN '1'
    WHEN parameters < 8e9 THEN '3'
    WHEN parameters < 15e9 THEN '8'
    WHEN parameters < 40e9 THEN '15'
    WHEN parameters < 100e9 THEN '40'
    ELSE '100'
  END AS key,
  license_class, count(*) AS repositories, sum(downloads) AS downloads
FROM classified
GROUP BY 1, 2
ORDER BY 1, 2
