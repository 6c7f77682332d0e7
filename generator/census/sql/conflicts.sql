-- The 50 most downloaded repositories that conflict with a base above them, each with the nearest such base.
SELECT r.id, r.downloads, f.declared_tag, b.id AS base, f.base_tag, k.relation, f.steps, f.rule_set, f.total
FROM (
  SELECT n.*, count(*) OVER () AS total
  FROM (
    SELECT
      repo, base, steps, kind, declared_tag, base_tag, rule_set,
      row_number() OVER (PARTITION BY repo ORDER BY steps, base) AS nth
    FROM judged
    WHERE outcome = 1
  ) AS n
  WHERE n.nth = 1
) AS f
JOIN repos AS r ON r.repo = f.repo
JOIN repos AS b ON b.repo = f.base
JOIN relations AS k ON k.kind = f.kind
ORDER BY r.downloads DESC, r.id
LIMIT 50
