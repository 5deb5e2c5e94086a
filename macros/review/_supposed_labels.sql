{#- What to suppose of labels that all agree, which by themselves have no variance and would give an
    interval of no width. On either side of a step the strata without a disagreement are taken
    together (collapsed strata: Cochran 1977, 5A.12), and one label of theirs is supposed to be
    otherwise, Poisson(1) times in a replicate: at most three times in 97.5 % of them, so that of n
    labels up to 3 / n are otherwise, the rule of three (Hanley and Lippman-Hand 1983). It weighs
    what a label weighs in its stratum, on the mean over what the strata weigh. One row a step. -#}
{% macro _supposed_labels(labels, steps) %}
with review__cells as (
    select
        steps.step_no,
        labels.stratum_id,
        labels.step_no >= steps.step_no as is_link,
        count(*) as n_labels,
        count(*) filter (where is_match) as n_matches,
        {{ data_first.exact_sum('weight') }} as w,
    from {{ labels }} as labels
    cross join {{ steps }} as steps
    group by steps.step_no, labels.stratum_id, is_link
)

select
    step_no,
    cast(sum(n_labels) as bigint) as n_labels,
    cast(coalesce(sum(n_labels) filter (where is_link), 0) as bigint) as n_links,
    cast(coalesce(sum(n_labels - n_matches) filter (where is_link), 0) as bigint) as n_false,
    cast(coalesce(sum(n_matches) filter (where not is_link), 0) as bigint) as n_missed,
    {%- for side in ['link', 'below'] %}
    {%- for kind in ['match', 'not'] %}
    {%- set agreed = ('is_link' if side == 'link' else 'not is_link')
        ~ ' and n_matches = ' ~ ('n_labels' if kind == 'match' else '0') %}
    coalesce(
        {{ data_first.exact_sum('case when ' ~ agreed ~ ' then w * w / n_labels else 0 end') }}
        / nullif({{ data_first.exact_sum('case when ' ~ agreed ~ ' then w else 0 end') }}, 0),
        0
    ) as {{ side }}_{{ kind }}_supposed,
    {%- endfor %}
    {%- endfor %}
from review__cells
group by step_no
{% endmacro %}
