{#- The records of a content beyond its first, each with a number of its own beyond all identity_ids:
    profile_id, source_dataset, record_key, node_id. The first record of a content bears its
    identity_id. Numbers depend on sources and keys alone. -#}
{% macro further_records(records) %}
select
    profile_id,
    source_dataset,
    unnest(record_keys[2:]) as record_key,
    n_identities + n_before + generate_subscripts(record_keys[2:], 1) as node_id,
from (
    select
        profile_id,
        source_dataset,
        record_keys,
        cast(coalesce(sum(n_records - 1) over (
            order by profile_id rows between unbounded preceding and 1 preceding
        ), 0) as bigint) as n_before,
    from {{ records }}
    where n_records > 1
)
cross join (select coalesce(max(profile_id), 0) as n_identities, from {{ records }})
{% endmacro %}
