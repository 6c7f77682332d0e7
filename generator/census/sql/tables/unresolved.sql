-- The names, in lower case, that statements or our records use and that no repository has.
SELECT DISTINCT lower(u.name) AS name
FROM (SELECT DISTINCT name FROM statements UNION ALL SELECT name FROM known_names) AS u
WHERE NOT EXISTS (SELECT 1 FROM repos AS r WHERE r.id = u.name)
