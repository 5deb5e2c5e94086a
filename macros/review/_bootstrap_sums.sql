{#- Weights by how many steps a label reaches, in the sample (replicate 0) and in each replicate:
    replicate, step_no, w_match, w_not. -#}
{% macro _bootstrap_sums(labels, replicates) %}
with review__units as (
    select distinct unit_id from {{ labels }}
),

review__uniforms as (
    select
        replicate,
        unit_id,
        {{ data_first.hashed_uniform("concat(replicate, '|', unit_id)") }} as uniform,
    from review__units
    cross join (select unnest(generate_series(1, {{ replicates }})) as replicate) as replicates
),

review__draws as (
    select 0 as replicate, unit_id, 1 as n_times, from review__units
    union all
    select
        replicate,
        unit_id,
        {{ data_first.poisson_draw('uniform') | indent(8) }} as n_times,
    from review__uniforms
),

review__unit_sums as (
    select
        unit_id,
        step_no,
        {{ data_first.exact_sum('case when is_match then weight else 0 end') }} as w_match,
        {{ data_first.exact_sum('case when is_match then 0 else weight end') }} as w_not,
    from {{ labels }}
    group by unit_id, step_no
)

select
    draws.replicate,
    unit_sums.step_no,
    {{ data_first.exact_sum('draws.n_times * unit_sums.w_match') }} as w_match,
    {{ data_first.exact_sum('draws.n_times * unit_sums.w_not') }} as w_not,
from review__draws as draws
inner join review__unit_sums as unit_sums using (unit_id)
where draws.n_times > 0
group by draws.replicate, unit_sums.step_no
{% endmacro %}
