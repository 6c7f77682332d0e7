-- The repositories by what it takes to download their files; none at all where the snapshot does not say.
SELECT gate AS key, count(*) AS repositories, sum(downloads) AS downloads
FROM repos
WHERE gate IS NOT NULL
GROUP BY gate
ORDER BY gate
