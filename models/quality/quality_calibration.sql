{%- set settings = data_first.person_linkage_settings() -%}
{%- set cuts = [
    0.001, 0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999,
] -%}

with labels as (
    {{ data_first.weighed_labels(
        ref('review_labels'), ref('review_strata'), data_first.steps_reached('pairs', cuts),
        columns=['match_probability']
    ) | indent(4) }}
),

labelled as (
    select
        'labels' as basis,
        step_no as bin_no,
        match_probability,
        is_match,
        weight,
    from labels
),

true_pairs as (
    -- every pair of the frame whose two true people are known
    select
        'truth' as basis,
        {{ data_first.steps_reached('pairs', cuts) | indent(8) }} as bin_no,
        frame.match_probability,
        l.true_person_id = r.true_person_id as is_match,
        frame.n_record_pairs as weight,
    from {{ ref('review_frame') }} as frame
    inner join {{ ref('quality_true_records') }} as l on frame.profile_id_l = l.record_id
    inner join {{ ref('quality_true_records') }} as r on frame.profile_id_r = r.record_id
),

judged as (
    select * from labelled
    union all
    select * from true_pairs
)

select * from (
    {{ data_first.calibration('judged', cuts) | indent(4) }}
)
order by basis, bin_no nulls last
