-- Each repository with each base above it, and whether the labels of both go together: 1 conflict, 2 not known,
-- 3 allowed. An organization is free to put what it made from its own repository under other terms.
SELECT
  p.repo, p.base, p.steps, p.kind,
  CASE
    WHEN c.license IS NULL OR b.license IS NULL THEN 2
    WHEN c.organization = b.organization AND c.organization <> '' THEN 3
    ELSE coalesce(l.outcome, 2)
  END AS outcome,
  CASE
    WHEN c.license IS NULL THEN 1
    WHEN b.license IS NULL THEN 2
    WHEN c.organization = b.organization AND c.organization <> '' THEN NULL
    ELSE coalesce(l.reason, CASE WHEN l.outcome IS NULL THEN 4 END)
  END AS reason,
  CASE WHEN c.organization <> b.organization OR c.organization = '' THEN l.rule_set END AS rule_set,
  c.license AS declared_tag,
  b.license AS base_tag
FROM pairs AS p
JOIN classified AS c ON c.repo = p.repo
JOIN classified AS b ON b.repo = p.base
LEFT JOIN license_rules AS l ON l.base_tag = b.license AND l.declared_tag = c.license AND l.kind = p.kind
WHERE p.repo <> p.base
