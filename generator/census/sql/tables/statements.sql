-- Each base that a repository states, by its name, with the kind of the relation (the numbers of `relations`).
-- The Hub gives one tag with the base alone and one with the relation, too; its own list counts where there is no tag.
SELECT s.repo, s.name, coalesce(min(k.kind), 2) AS kind
FROM (
  SELECT
    repo,
    CASE WHEN strpos(tag, ':') > 0 THEN trim(substr(tag, strpos(tag, ':') + 1)) ELSE trim(tag) END AS name,
    CASE WHEN strpos(tag, ':') > 0 THEN split_part(tag, ':', 1) ELSE '' END AS relation
  FROM (SELECT repo, unnest(base_tags) AS tag FROM repos)
  UNION ALL
  SELECT repo, trim(name) AS name, relation
  FROM (SELECT repo, listed_relation AS relation, unnest(listed) AS name FROM repos WHERE base_tags[1] IS NULL)
) AS s
LEFT JOIN relations AS k ON k.relation = s.relation
WHERE s.name <> ''
GROUP BY s.repo, s.name
