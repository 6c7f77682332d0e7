-- What those names stand for: the same name in other capitals, a rename that our records know, or the one base that the
-- Hub itself lists where a repository tags one base under another name.
SELECT u.name, min(f.repo) AS repo
FROM unresolved AS u
JOIN (
  SELECT lower(id) AS name, repo FROM repos
  UNION ALL
  SELECT k.old_name AS name, r.repo FROM known_renames AS k JOIN repos AS r ON r.id = k.id
  UNION ALL
  SELECT lower(s.name) AS name, b.repo
  FROM (SELECT repo, min(name) AS name FROM statements GROUP BY repo HAVING count(*) = 1) AS s
  JOIN (
    SELECT repo, listed[1] AS name FROM repos WHERE listed[1] IS NOT NULL AND listed[2] IS NULL
  ) AS l ON l.repo = s.repo
  JOIN repos AS b ON b.id = l.name
  WHERE l.name <> s.name
) AS f ON f.name = u.name
GROUP BY u.name
