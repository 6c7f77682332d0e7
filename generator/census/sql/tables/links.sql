-- Each statement of a base, with the repository that it means.
SELECT s.repo, s.name, s.kind, b.base, CASE WHEN b.base = s.repo THEN 'itself' ELSE b.found END AS found
FROM statements AS s
JOIN bases AS b ON b.name = s.name
