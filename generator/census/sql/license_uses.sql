-- How many repositories carry a tag of each license of our catalog.
SELECT u.license, count(*) AS repositories, sum(c.downloads) AS downloads
FROM license_ids AS u
JOIN classified AS c ON c.license = u.tag
GROUP BY u.license
ORDER BY u.license
