-- The 100 license tags that most repositories carry, in lower case; a name given beside `other` counts by that name.
SELECT tag, license_class, repositories, downloads, total
FROM (
  SELECT license AS tag, license_class, count(*) AS repositories, sum(downloads) AS downloads, count(*) OVER () AS total
  FROM classified
  WHERE license IS NOT NULL
  GROUP BY license, license_class
) AS tags
ORDER BY repositories DESC, tag
LIMIT 100
