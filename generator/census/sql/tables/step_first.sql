-- The first step up: what each repository states itself.
SELECT repo, base, 1 AS steps, kind FROM edges
