{%- set numbers = [
    ('PNC number', 'pnc_std', 3), ('CRO number', 'cro_std', 3),
    ('national insurance number', 'ni_number_std', 3), ('prison number', 'prison_number_std', 1),
    ('probation number', 'crn_std', 1),
] -%}

with records as (
    select clusters.cluster_medium as cluster_id, records.*,
    from {{ ref('link_person__record_clusters') }} as clusters
    inner join {{ ref('people_records') }} as records using (record_id)
),

numbers as (
    {% for number, column, points in numbers %}
    select
        cluster_id,
        record_id,
        '{{ number }}' as kind,
        {{ column }} as number,
        {{ points }} as points,
    from records
    where {{ column }} is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

contradicting as (
    -- one person has one such number; prison and probation may open a second file by mistake
    select
        cluster_id,
        'contradicting identifiers' as reason,
        cast(any_value(points) as double) as points,
        format('{} records have {} different {}s.', count(*), count(distinct number), kind)
            as evidence,
    from numbers
    group by cluster_id, kind
    -- one slip of the key is no other number
    having levenshtein(min(number), max(number)) > 2
),

namesakes as (
    -- one row a name and date of birth of a cluster, with the numbers of its records
    select
        records.cluster_id,
        records.surname_std,
        records.dob_std,
        records.forename1_canonical,
        count(distinct records.record_id) as n_records,
        list(distinct numbers.kind || numbers.number) as own_numbers,
        list(distinct numbers.kind) as own_kinds,
    from records
    left join numbers using (cluster_id, record_id)
    where records.surname_std is not null and records.dob_std is not null
    group by all
),

twins as (
    select
        l.cluster_id,
        'twins' as reason,
        4.0 as points,
        format(
            'Records share surname and date of birth, {} under one forename and {} under another,'
            || ' and their numbers differ.',
            any_value(l.n_records), any_value(r.n_records)
        ) as evidence,
    from namesakes as l
    inner join namesakes as r
        on
            l.cluster_id = r.cluster_id
            and l.surname_std = r.surname_std
            and l.dob_std = r.dob_std
            and l.forename1_canonical < r.forename1_canonical
    where
        jaro_winkler_similarity(l.forename1_canonical, r.forename1_canonical) < 0.8
        and list_has_any(l.own_kinds, r.own_kinds)
        and not list_has_any(l.own_numbers, r.own_numbers)
    group by l.cluster_id
),

bridges as (
    -- both sides hold more than one node, and nothing else joins them
    select
        edges.cluster_id,
        'bridge' as reason,
        2.0 + 2.0 / (1 + greatest(min(edges.match_weight), 0)) as points,
        format(
            'One link of {:.1f} bits alone holds two groups of records together.',
            min(edges.match_weight)
        ) as evidence,
    from {{ ref('link_person__edge_metrics') }} as edges
    inner join {{ ref('link_person__node_metrics') }} as l on edges.node_l = l.node_id
    inner join {{ ref('link_person__node_metrics') }} as r on edges.node_r = r.node_id
    where edges.is_bridge and l.node_degree > 1 and r.node_degree > 1
    group by edges.cluster_id
),

too_large as (
    select
        cluster_id,
        'too large' as reason,
        1.0 as points,
        format('It holds {} records.', count(*)) as evidence,
    from records
    group by cluster_id
    having count(*) >= {{ var('review_large_cluster') }}
)

select * from contradicting
union all
select * from twins
union all
select * from bridges
union all
select * from too_large
order by cluster_id, points desc, reason, evidence
