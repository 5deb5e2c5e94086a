{%- set settings = data_first.person_linkage_settings() -%}
{%- set clustering = settings.clustering -%}

with scored as (
    select *, true as is_compared from {{ ref('link_person__scored_pairs') }}
    union all
    -- pairs that no rule found, scored because a chain of links joins them
    select *, false as is_compared from {{ ref('link_person__missing_pair_weights') }}
),

bounds as (
    -- weights that stand in the middle of the sure ones of either kind
    select
        quantile_disc(match_weight, 0.5) filter (
            where match_probability >= {{ clustering.match_probability_high }}
        ) as clear_match,
        {% set medium = clustering.match_probability_medium %}
        log2({{ medium }} / (1 - {{ medium }})) as medium,
        quantile_disc(match_weight, 0.5) filter (
            where match_probability < {{ clustering.match_probability_low }}
        ) as clear_non_match,
    from scored
),

-- four kinds of pair, each the one nearest to its mark; ties go to the smaller profiles
ranked as (
    {% for example, mark, condition in [
        ('clear match', 'clear_match', 'true'),
        ('just enough', 'medium', 'scored.match_weight >= bounds.medium'),
        ('not quite enough', 'medium', 'scored.match_weight < bounds.medium'),
        ('clear non-match', 'clear_non_match', 'bounds.clear_non_match is not null'),
    ] %}
    (
        select {{ loop.index }} as example_no, '{{ example }}' as example, scored.*,
        from scored
        cross join bounds
        where {{ condition }}
        order by
            abs(scored.match_weight - bounds.{{ mark }}), scored.profile_id_l, scored.profile_id_r
        limit 1
    )
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}
),

chosen_identities as (
    select * from {{ ref('link_person__identities') }}
    where
        identity_id in (select identity_id_l from ranked)
        or identity_id in (select identity_id_r from ranked)
),

chosen as (
    select distinct * exclude (example_no, example) from ranked
),

waterfall as (
    {{ data_first.explained_pairs(
        settings,
        'chosen',
        'chosen_identities',
        ref('link_person__parameters'),
        ref('link_person__match_shares'),
        ref('link_person__term_frequencies'),
    ) | indent(4) }}
),

keys as (
    -- a profile goes by the smallest key of its records
    select nodes.profile_id, min(ids.row_id_hash) as row_id_hash, min(ids.source_dataset) as source,
    from {{ ref('link_person__nodes') }} as nodes
    inner join {{ ref('link_person__record_ids') }} as ids using (record_id)
    where
        nodes.profile_id in (select profile_id_l from ranked)
        or nodes.profile_id in (select profile_id_r from ranked)
    group by nodes.profile_id
)

select
    ranked.example_no,
    ranked.example,
    l.row_id_hash as row_id_hash_l,
    r.row_id_hash as row_id_hash_r,
    l.source as source_dataset_l,
    r.source as source_dataset_r,
    ranked.is_compared,
    waterfall.bar_no,
    waterfall.bar,
    waterfall.label,
    waterfall.m_probability,
    waterfall.u_probability,
    waterfall.match_weight,
    waterfall.tf_adjustment,
    waterfall.total_match_weight,
    waterfall.match_probability,
from ranked
inner join waterfall using (profile_id_l, profile_id_r)
inner join keys as l on ranked.profile_id_l = l.profile_id
inner join keys as r on ranked.profile_id_r = r.profile_id
order by ranked.example_no, waterfall.bar_no
