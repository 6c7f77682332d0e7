-- The derivatives for which it cannot be told, by the first reason.
SELECT n.reason, count(*) AS repositories, sum(r.downloads) AS downloads
FROM derived AS d
JOIN repos AS r ON r.repo = d.repo
JOIN reasons AS n ON n.number = d.reason
WHERE d.outcome = 2
GROUP BY n.number, n.reason
ORDER BY n.number
