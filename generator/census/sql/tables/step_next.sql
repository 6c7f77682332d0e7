-- One step further up, without what a repository has reached in fewer steps. The kind is the least of its steps: an
-- adapter anywhere on the way makes all of it one, and a step that does not state its relation may be one.
SELECT s.repo, e.base, min(s.steps) + 1 AS steps, min(least(s.kind, e.kind)) AS kind
FROM frontier AS s
JOIN edges AS e ON e.repo = s.base
WHERE s.repo <> s.base
  AND NOT EXISTS (SELECT 1 FROM reached AS p WHERE p.repo = s.repo AND p.base = e.base)
GROUP BY s.repo, e.base
