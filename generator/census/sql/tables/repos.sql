-- One row for each repository of the snapshot, with what its columns and tags say.
-- "With weights" is what the Hub or the tags tell of files: parameters were counted, or a format or a library is named.
-- A repository with several license tags gets all of them, joined; a license named beside `other` counts by that name.
SELECT
  n.repo,
  r.id,
  CASE WHEN r.id LIKE '%/%' THEN split_part(r.id, '/', 1) ELSE '' END AS organization,
  lower(replace(replace(replace(split_part(r.id, '/', 2), '-', ''), '_', ''), '.', '')) AS plain_name,
  downloads,
  likes,
  CASE WHEN created IS NULL THEN 'none' ELSE substr(created, 1, 7) END AS created_month,
  coalesce(nullif(task, ''), 'none') AS task,
  CASE lower(gated)
    WHEN 'false' THEN 'none' WHEN 'auto' THEN 'auto' WHEN 'manual' THEN 'manual' WHEN 'true' THEN 'some'
  END AS gate,
  parameters,
  CASE
    WHEN coalesce(license_tag, 'other') IN ('other', 'unknown') AND license_name IN (SELECT tag FROM known_tags)
      THEN license_name
    ELSE license_tag
  END AS license,
  parameters IS NOT NULL OR coalesce(library, '') <> '' OR format_tag IS NOT NULL AS with_weights,
  dataset_tags,
  base_tags,
  listed,
  listed_relation
FROM (
  SELECT
    *,
    nullif(substr(array_to_string(list_sort(list_distinct(list_transform(
      list_filter(tags, lambda t: starts_with(t, 'license:')), lambda t: lower(trim(substr(t, 9)))
    ))), ' + '), 1, 200), '') AS license_tag,
    list_distinct(list_transform(
      list_filter(tags, lambda t: starts_with(t, 'dataset:')), lambda t: substr(t, 9)
    )) AS dataset_tags,
    list_distinct(list_transform(
      list_filter(tags, lambda t: starts_with(t, 'base_model:')), lambda t: substr(t, 12)
    )) AS base_tags,
    list_filter(tags, lambda t: t IN (
      'safetensors', 'gguf', 'pytorch', 'tf', 'jax', 'onnx', 'mlx', 'keras', 'openvino', 'coreml', 'tflite', 'nemo',
      'paddlepaddle', 'joblib', 'rust'
    ))[1] AS format_tag
  FROM rows
) AS r
JOIN numbers AS n ON n.id = r.id
