-- The fine-tuned models and merges below a base whose license says how names of modified versions begin, by whether the
-- name of the repository does.
SELECT
  p.base_tag, p.prefix, CASE WHEN c.plain_name LIKE concat(p.plain_prefix, '%') THEN 1 ELSE 0 END AS keeps,
  count(*) AS repositories, sum(c.downloads) AS downloads
FROM (
  SELECT DISTINCT j.repo, n.base_tag, n.prefix, n.plain_prefix
  FROM judged AS j
  JOIN name_rules AS n ON n.base_tag = j.base_tag
  JOIN repos AS d ON d.repo = j.repo
  JOIN repos AS b ON b.repo = j.base
  WHERE j.kind IN (3, 4) AND d.organization <> b.organization
) AS p
JOIN repos AS c ON c.repo = p.repo
GROUP BY 1, 2, 3
ORDER BY 1, 3
