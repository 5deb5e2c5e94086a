{%- set levels = ['high', 'medium', 'low'] -%}

with true_records as (
    select * from {{ ref('quality_true_records') }}
),

clusters as (
    select * from {{ ref('link_person__record_clusters') }}
),

cells as (
    -- one row a level, true person and estimated one that share records
    {% for level in levels %}
    select
        '{{ level }}' as level,
        true_records.true_person_id,
        clusters.cluster_{{ level }} as cluster_id,
        count(*) as n_both,
    from true_records
    inner join clusters using (record_id)
    group by all
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}
),

units as (
    -- one row an estimated person, with the links that it makes and the wrong ones among them
    select
        'false links' as error,
        level,
        cluster_id as unit,
        sum(n_both) * (sum(n_both) - 1) / 2 as n_of,
        n_of - sum(n_both * (n_both - 1) / 2) as n_wrong,
    from cells
    group by level, cluster_id
    union all
    -- one row a true person, with the links between its records and those that are missing
    select
        'missed links' as error,
        level,
        true_person_id as unit,
        sum(n_both) * (sum(n_both) - 1) / 2 as n_of,
        n_of - sum(n_both * (n_both - 1) / 2) as n_wrong,
    from cells
    group by level, true_person_id
),

rates as (
    {{ data_first.clustered_rate('units', ['error', 'level']) | indent(4) }}
)

select
    error,
    level,
    cast(n_of as bigint) as n_links,
    cast(n_wrong as bigint) as n_wrong,
    rate,
    rate_low,
    rate_high,
from rates
order by error, level
