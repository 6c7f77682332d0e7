-- All findings: each repository with each base above it, the answer, and the rules that conflict.
SELECT
  r.id, r.downloads, j.declared_tag, b.id AS base, j.base_tag, k.relation, j.steps, o.outcome, n.reason, w.rules
FROM judged AS j
JOIN repos AS r ON r.repo = j.repo
JOIN repos AS b ON b.repo = j.base
JOIN relations AS k ON k.kind = j.kind
JOIN outcomes AS o ON o.number = j.outcome
LEFT JOIN reasons AS n ON n.number = j.reason
LEFT JOIN (SELECT rule_set, string_agg(rule, ', ' ORDER BY rule) AS rules FROM rule_sets GROUP BY rule_set) AS w
  ON w.rule_set = j.rule_set AND j.outcome = 1
ORDER BY r.id, j.steps, b.id
