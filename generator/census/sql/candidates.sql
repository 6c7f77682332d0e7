-- The 50 most downloaded repositories with weights that no record names, without adapters and quantized copies.
SELECT id, downloads, likes, created, task, license_tag, base, known_base, total
FROM (
  SELECT
    c.id, c.downloads, c.likes, nullif(c.created_month, 'none') AS created, nullif(c.task, 'none') AS task,
    c.license AS license_tag, s.name AS base, k.release AS known_base, count(*) OVER () AS total
  FROM classified AS c
  LEFT JOIN (
    SELECT repo, min(kind) AS least_kind, max(kind) AS most_kind, min(name) AS name, min(base) AS base
    FROM links
    WHERE found <> 'itself'
    GROUP BY repo
  ) AS s ON s.repo = c.repo
  LEFT JOIN (SELECT repo, min(release) AS release FROM known_repos GROUP BY repo) AS k ON k.repo = s.base
  WHERE c.with_weights AND c.downloads > 0
    AND coalesce(s.least_kind, 2) <> 1 AND coalesce(s.most_kind, 2) <> 5
    AND NOT EXISTS (SELECT 1 FROM known_repos AS own WHERE own.repo = c.repo)
) AS found
ORDER BY downloads DESC, id
LIMIT 50
