-- The repositories of the 40 tasks that most of them name, by the class of their license.
SELECT
  c.task AS key, c.license_class, count(*) AS repositories, sum(c.downloads) AS downloads, min(k.total) AS total,
  min(k.place) AS place
FROM classified AS c
JOIN (
  SELECT task, count(*) OVER () AS total, row_number() OVER (ORDER BY count(*) DESC, task) AS place
  FROM classified
  GROUP BY task
) AS k ON k.task = c.task AND k.place <= 40
GROUP BY c.task, c.license_class
ORDER BY place, 2
