-- How the repositories with weights do in each test of licenses. No declared license, and a tag that our catalog does
-- not have, leave it unknown.
SELECT
  t.test, coalesce(a.answer, 'unknown') AS answer, sum(c.repositories) AS repositories, sum(c.downloads) AS downloads
FROM (
  SELECT license, count(*) AS repositories, sum(downloads) AS downloads
  FROM classified
  WHERE with_weights
  GROUP BY license
) AS c
CROSS JOIN (SELECT DISTINCT test FROM tag_tests) AS t
LEFT JOIN tag_tests AS a ON a.test = t.test AND a.tag = c.license
GROUP BY t.test, coalesce(a.answer, 'unknown')
ORDER BY 1, 2
