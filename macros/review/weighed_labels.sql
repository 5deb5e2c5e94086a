{#- Labels with what they stand for, as label_accuracy() takes them: step_no, is_match, weight,
    stratum_id, unit_id, and `columns`. Pairs of which nobody can tell are left out, as if not
    drawn.

    A label's weight is the record pairs of its stratum, which are known, shared out among the
    stratum's labels by the record pairs of each. A stratum without a label is spoken for by the
    others of its band of match weight; a band without one is spoken for by nobody. -#}
{% macro weighed_labels(labels, strata, step_no, columns=[]) %}
with review__used as (
    select *, {{ step_no | indent(8) }} as step_no,
    from {{ labels }}
    where decision in ('match', 'not_match')
),

review__strata as (
    select
        stratum_id,
        n_stratum_record_pairs,
        n_labelled_record_pairs,
        sum(n_stratum_record_pairs) over (partition by band)
        / sum(case when n_labelled_record_pairs > 0 then n_stratum_record_pairs end)
            over (partition by band) as band_factor,
    from {{ strata }}
    left join (
        select stratum_id, sum(n_record_pairs) as n_labelled_record_pairs,
        from review__used
        group by stratum_id
    ) as used using (stratum_id)
)

select
    used.step_no,
    used.decision = 'match' as is_match,
    strata.n_stratum_record_pairs * strata.band_factor
        * used.n_record_pairs / strata.n_labelled_record_pairs as weight,
    used.stratum_id,
    used.cluster_unit as unit_id,
    {%- for column in columns %}
    used.{{ column }},
    {%- endfor %}
from review__used as used
inner join review__strata as strata using (stratum_id)
{% endmacro %}
