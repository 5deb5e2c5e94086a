with thresholds as (
    select * from {{ ref('link_person__expected_accuracy') }} where pair_group = 0
),

true_profiles as (
    select profile_id, true_person_id, count(*) as n_records,
    from {{ ref('quality_true_records') }}
    group by profile_id, true_person_id
),

profiles as (
    -- a profile and what hangs together with it at the low threshold: errors come in such groups
    select nodes.profile_id, min(clusters.component_low) as unit, count(*) as n_records,
    from {{ ref('link_person__nodes') }} as nodes
    inner join {{ ref('link_person__record_clusters') }} as clusters using (record_id)
    group by nodes.profile_id
),

scored as (
    -- pairs by the highest threshold that they reach
    select scored.*, thresholds.match_probability as reached,
    from {{ ref('link_person__scored_pairs') }} as scored
    asof join thresholds on scored.match_probability >= thresholds.match_probability
),

right_pairs as (
    -- one row a pair of profiles and true person that they share
    select
        scored.profile_id_l,
        scored.profile_id_r,
        scored.reached,
        l.true_person_id,
        l.n_records * r.n_records as n_right,
    from scored
    inner join true_profiles as l on scored.profile_id_l = l.profile_id
    inner join true_profiles as r
        on
            scored.profile_id_r = r.profile_id
            and l.true_person_id = r.true_person_id
),

links as (
    select
        l.unit,
        scored.reached,
        sum(l.n_records * r.n_records) as n_pairs,
        sum(coalesce(rights.n_right, 0)) as n_right,
        {{ data_first.exact_sum('l.n_records * r.n_records * (1 - scored.match_probability)') }}
            as n_expected,
        {{ data_first.exact_sum(
            'l.n_records * r.n_records * scored.match_probability * (1 - scored.match_probability)'
        ) }} as n_chance,
    from scored
    inner join profiles as l on scored.profile_id_l = l.profile_id
    inner join profiles as r on scored.profile_id_r = r.profile_id
    left join (
        select profile_id_l, profile_id_r, sum(n_right) as n_right, from right_pairs group by all
    ) as rights using (profile_id_l, profile_id_r)
    group by l.unit, scored.reached
),

people as (
    -- pairs of records of one profile need no threshold
    select
        true_person_id,
        sum(n_records) * (sum(n_records) - 1) // 2 - sum(n_records * (n_records - 1) // 2) as n_of,
    from true_profiles
    group by true_person_id
),

found as (
    select true_person_id, reached, sum(n_right) as n_right, from right_pairs group by all
),

units as (
    {% for basis, wrong, chance, condition in [
        ('posteriors', 'links.n_expected', 'links.n_chance', 'true'),
        ('truth', 'links.n_pairs - links.n_right', '0', 'exists (from true_profiles)'),
    ] %}
    select
        '{{ basis }}' as basis,
        'false links' as error,
        thresholds.match_probability as threshold,
        links.unit,
        sum(links.n_pairs) as n_of,
        {{ data_first.exact_sum(wrong) }} as n_wrong,
        {{ data_first.exact_sum(chance) }} as n_chance,
    from links
    inner join thresholds on links.reached >= thresholds.match_probability
    where {{ condition }}
    group by all
    union all
    {% endfor %}
    select
        'truth' as basis,
        'missed links' as error,
        thresholds.match_probability as threshold,
        people.true_person_id as unit,
        any_value(people.n_of) as n_of,
        any_value(people.n_of) - coalesce(sum(found.n_right), 0) as n_wrong,
        0 as n_chance,
    from people
    cross join thresholds
    left join found
        on
            people.true_person_id = found.true_person_id
            and thresholds.match_probability <= found.reached
    group by all
),

rates as (
    {{ data_first.clustered_rate('units', ['basis', 'error', 'threshold'], 'units.n_chance')
        | indent(4) }}
    union all
    -- most of what is expected to be missed was never compared, so there is nothing to resample
    select
        'posteriors' as basis,
        'missed links' as error,
        match_probability as threshold,
        n_matches_found + n_matches_below + n_matches_not_compared as n_of,
        n_matches_below + n_matches_not_compared as n_wrong,
        1 - expected_recall as rate,
        null as rate_low,
        null as rate_high,
    from thresholds
    where expected_recall is not null
)

select
    basis,
    error,
    threshold as match_probability,
    n_of as n_links,
    n_wrong,
    rate,
    rate_low,
    rate_high,
from rates
order by basis, error, match_probability
