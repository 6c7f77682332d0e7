-- The derivatives that conflict with a base above them, by rule; one can conflict by several.
SELECT u.rule, count(*) AS repositories, sum(r.downloads) AS downloads
FROM (
  SELECT DISTINCT j.repo, s.rule
  FROM judged AS j
  JOIN rule_sets AS s ON s.rule_set = j.rule_set
  WHERE j.outcome = 1
) AS u
JOIN repos AS r ON r.repo = u.repo
GROUP BY u.rule
ORDER BY repositories DESC, u.rule
