-- The repositories by the month of their creation and the class of their license.
SELECT created_month AS key, license_class, count(*) AS repositories, sum(downloads) AS downloads
FROM classified
GROUP BY created_month, license_class
ORDER BY 1, 2
