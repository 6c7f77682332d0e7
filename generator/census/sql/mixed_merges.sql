-- The 20 most downloaded merges of two bases of which neither may be under the other's license.
SELECT
  r.id, r.downloads, r.license AS declared_tag, a.id AS first_base, b.id AS second_base, m.first_tag, m.second_tag,
  m.first_rules, m.second_rules, m.total
FROM (
  SELECT n.*, count(*) OVER () AS total
  FROM (
    SELECT *, row_number() OVER (PARTITION BY repo ORDER BY first_base, second_base) AS nth FROM mixed WHERE outcome = 1
  ) AS n
  WHERE n.nth = 1
) AS m
JOIN repos AS r ON r.repo = m.repo
JOIN repos AS a ON a.repo = m.first_base
JOIN repos AS b ON b.repo = m.second_base
ORDER BY r.downloads DESC, r.id
LIMIT 20
