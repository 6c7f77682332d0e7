-- The repositories by the modality under which the Hub lists their task, and by the class of their license.
SELECT
  CASE WHEN c.task = 'none' THEN 'none' ELSE coalesce(m.modality, 'other') END AS key,
  c.license_class, count(*) AS repositories, sum(c.downloads) AS downloads
FROM classified AS c
LEFT JOIN task_modalities AS m ON m.task = c.task
GROUP BY 1, 2
ORDER BY 1, 2
