-- A number for each repository, in the order of the names: joins on it are faster, and ties break the same way.
SELECT id, row_number() OVER (ORDER BY id) AS repo FROM rows
