-- Each merge of two bases with different licenses, of which neither may be under the other's license: 1 conflict,
-- 2 not known, 3 one may.
SELECT
  m.repo, m.first_base, m.second_base, m.first_tag, m.second_tag, x.rule_set AS first_rules, y.rule_set AS second_rules,
  CASE
    WHEN m.first_tag IS NULL OR m.second_tag IS NULL THEN 2
    WHEN m.first_tag = m.second_tag THEN 3
    ELSE greatest(coalesce(x.outcome, 2), coalesce(y.outcome, 2))
  END AS outcome
FROM (
  SELECT a.repo, a.base AS first_base, b.base AS second_base, a.license AS first_tag, b.license AS second_tag
  FROM merged AS a
  JOIN merged AS b ON b.repo = a.repo AND a.nth < b.nth
) AS m
LEFT JOIN license_rules AS x ON x.base_tag = m.first_tag AND x.declared_tag = m.second_tag AND x.kind = 4
LEFT JOIN license_rules AS y ON y.base_tag = m.second_tag AND y.declared_tag = m.first_tag AND y.kind = 4
