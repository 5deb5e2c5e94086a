{%- set clustering = data_first.person_linkage_settings().clustering -%}

with identities as (
    select * from {{ ref('link_person__identities') }}
),

true_profiles as (
    select profile_id, true_person_id, count(*) as n_records,
    from {{ ref('quality_true_records') }}
    group by profile_id, true_person_id
),

sizes as (
    select profile_id, any_value(n_records) as n_records, from identities group by profile_id
),

kept as (
    select
        profile_id_l,
        profile_id_r,
        match_weight,
        match_probability,
    from {{ ref('link_person__scored_pairs') }}
),

-- pairs of main names that no threshold could reach, by the weight of their pattern
not_kept as (
    select
        least(l.profile_id, r.profile_id) as profile_id_l,
        greatest(l.profile_id, r.profile_id) as profile_id_r,
        weights.match_weight,
        {{ data_first.match_probability('weights.match_weight') }} as match_probability,
    from {{ ref('link_person__pairs') }} as pairs
    inner join {{ ref('link_person__pattern_weights') }} as weights
        on pairs.pattern = weights.pattern
    inner join identities as l on pairs.identity_id_l = l.identity_id
    inner join identities as r on pairs.identity_id_r = r.identity_id
    anti join kept
        on
            least(l.profile_id, r.profile_id) = least(kept.profile_id_l, kept.profile_id_r)
            and greatest(l.profile_id, r.profile_id)
            = greatest(kept.profile_id_l, kept.profile_id_r)
    where l.is_main and r.is_main
),

compared as (
    select *, true as is_kept from kept
    union all
    select *, false as is_kept from not_kept
),

matches as (
    -- one row a pair of profiles that share a true person
    select
        compared.profile_id_l,
        compared.profile_id_r,
        sum(l.n_records * r.n_records) as n_true_matches,
    from compared
    inner join true_profiles as l on compared.profile_id_l = l.profile_id
    inner join true_profiles as r
        on
            compared.profile_id_r = r.profile_id
            and l.true_person_id = r.true_person_id
    group by all
)

select
    cast(floor(compared.match_weight) as integer) as least_match_weight,
    cast(sum(l.n_records * r.n_records) as bigint) as n_pairs,
    cast(coalesce(sum(l.n_records * r.n_records) filter (where compared.is_kept), 0) as bigint)
        as n_kept_pairs,
    {{ data_first.exact_sum('l.n_records * r.n_records * compared.match_probability') }}
        as n_expected_matches,
    case
        when (select count(*) > 0 from true_profiles)
            then cast(coalesce(sum(matches.n_true_matches), 0) as bigint)
    end as n_true_matches,
    {%- for level in ['low', 'medium', 'high'] %}
    {%- set odds = clustering['match_probability_' ~ level] %}
    log2({{ odds }} / (1 - {{ odds }})) as {{ level }}_match_weight,
    {%- endfor %}
from compared
inner join sizes as l on compared.profile_id_l = l.profile_id
inner join sizes as r on compared.profile_id_r = r.profile_id
left join matches
    on
        compared.profile_id_l = matches.profile_id_l
        and compared.profile_id_r = matches.profile_id_r
group by least_match_weight
order by least_match_weight
