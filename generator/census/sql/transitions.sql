-- The 80 most frequent steps from the license tag of a base to that of a repository that states it.
SELECT base_tag, declared_tag, outcome, rule_set, repositories, downloads, total
FROM (
  SELECT
    j.base_tag, j.declared_tag, j.outcome, j.rule_set, count(*) AS repositories, sum(r.downloads) AS downloads,
    count(*) OVER () AS total
  FROM judged AS j
  JOIN repos AS r ON r.repo = j.repo
  WHERE j.steps = 1 AND j.base_tag IS NOT NULL AND j.declared_tag IS NOT NULL
  GROUP BY j.base_tag, j.declared_tag, j.outcome, j.rule_set
) AS counted
ORDER BY repositories DESC, base_tag, declared_tag, outcome, rule_set
LIMIT 80
