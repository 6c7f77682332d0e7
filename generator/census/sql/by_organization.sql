-- The repositories of the 50 organizations and people with most downloads, by the class of their license.
SELECT
  c.organization AS key, c.license_class, count(*) AS repositories, sum(c.downloads) AS downloads,
  min(k.total) AS total, min(k.place) AS place
FROM classified AS c
JOIN (
  SELECT
    organization, count(*) OVER () AS total,
    row_number() OVER (ORDER BY sum(downloads) DESC, organization) AS place
  FROM classified
  WHERE organization <> ''
  GROUP BY organization
) AS k ON k.organization = c.organization AND k.place <= 50
GROUP BY c.organization, c.license_class
ORDER BY place, 2
