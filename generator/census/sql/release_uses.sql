-- What was made from the repositories of each release of our records, over any number of steps, by its nearest one.
SELECT
  o.release, o.repositories, o.downloads, coalesce(d.direct, 0) AS direct, coalesce(d.derivatives, 0) AS derivatives,
  coalesce(d.derivative_downloads, 0) AS derivative_downloads, coalesce(d.other_terms, 0) AS other_terms,
  coalesce(d.silent, 0) AS silent, coalesce(d.conflicts, 0) AS conflicts
FROM (
  SELECT k.release, count(*) AS repositories, sum(r.downloads) AS downloads
  FROM known_repos AS k
  JOIN repos AS r ON r.repo = k.repo
  GROUP BY k.release
) AS o
LEFT JOIN (
  SELECT
    n.release, count(*) AS derivatives, sum(r.downloads) AS derivative_downloads,
    sum(CASE WHEN n.steps = 1 THEN 1 ELSE 0 END) AS direct,
    sum(CASE WHEN n.declared_tag <> n.base_tag THEN 1 ELSE 0 END) AS other_terms,
    sum(CASE WHEN n.declared_tag IS NULL THEN 1 ELSE 0 END) AS silent,
    sum(CASE WHEN n.outcome = 1 THEN 1 ELSE 0 END) AS conflicts
  FROM (
    SELECT k.release, j.*, row_number() OVER (PARTITION BY k.release, j.repo ORDER BY j.steps, j.base) AS nth
    FROM judged AS j
    JOIN known_repos AS k ON k.repo = j.base
  ) AS n
  JOIN repos AS r ON r.repo = n.repo
  WHERE n.nth = 1 AND NOT EXISTS (SELECT 1 FROM known_repos AS own WHERE own.release = n.release AND own.repo = n.repo)
  GROUP BY n.release
) AS d ON d.release = o.release
ORDER BY o.release
