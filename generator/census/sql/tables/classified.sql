-- What the figures about repositories need of each one, with the class of its license.
SELECT
  r.repo, r.id, r.organization, r.downloads, r.likes, r.created_month, r.task, r.gate, r.parameters,
  r.license, r.with_weights,
  CASE
    WHEN r.license IS NULL THEN 'none'
    WHEN r.license LIKE '% + %' THEN 'unsure'
    ELSE coalesce(t.license_class, 'uncataloged')
  END AS license_class
FROM repos AS r
LEFT JOIN license_tags AS t ON t.tag = r.license
