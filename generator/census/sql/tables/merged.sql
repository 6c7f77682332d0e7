-- Each license among the bases of a merge, with the first base that has it.
SELECT repo, license, base, row_number() OVER (PARTITION BY repo ORDER BY base) AS nth
FROM (
  SELECT e.repo, c.license, min(e.base) AS base
  FROM edges AS e
  JOIN classified AS c ON c.repo = e.base
  WHERE e.kind = 4
  GROUP BY e.repo, c.license
) AS licenses
