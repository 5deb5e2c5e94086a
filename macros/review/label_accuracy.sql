{#- Precision, recall and F1 of links, estimated from a sample of labelled pairs, with 95 %
    intervals: one row a step with n_labels, n_links (labels that reach it), n_false (links that are
    no match), n_missed (matches below), the rates and their bounds `_low` and `_high`.

    `labels`: step_no (how many of the steps the pair reaches: rising thresholds, or levels),
    is_match, weight, stratum_id, unit_id. `steps`: step_no, from 1. The pairs that reach a step are
    its links: precision = W(match, link) / W(link), recall = W(match, link) / W(match), W being
    sums of weights.

    The intervals are percentiles of a bootstrap over units (people), not pairs, since one person's
    pairs are right or wrong together: each unit counts Poisson(1) times in a replicate (Chamandy
    and others 2012), drawn by the MD5 of replicate and unit. To it comes what nobody saw:
    _supposed_labels(). The estimates themselves do not suppose it. -#}
{% macro label_accuracy(labels, steps, replicates=500) %}
{%- set sides = [('link', 'match'), ('link', 'not'), ('below', 'match'), ('below', 'not')] %}
with review__supposed as (
    {{ data_first._supposed_labels(labels, steps) | indent(4) }}
),

review__sums as (
    {{ data_first._bootstrap_sums(labels, replicates) | indent(4) }}
),

review__sides as (
    -- one row a replicate and step: weights of matches and others among links and below
    select
        sums.replicate,
        steps.step_no,
        {%- for side, kind in sides %}
        {{ data_first.exact_sum(
            'case when sums.step_no ' ~ ('>=' if side == 'link' else '<')
            ~ ' steps.step_no then w_' ~ kind ~ ' else 0 end'
        ) }} as {{ side }}_{{ kind }},
        {%- endfor %}
    from review__sums as sums
    cross join {{ steps }} as steps
    group by sums.replicate, steps.step_no
),

review__turns as (
    -- how often a supposed label turns up in a replicate; not in the sample itself (0)
    select
        replicate,
        {%- for side, kind in sides %}
        {{ data_first.hashed_uniform("concat(replicate, '|" ~ side ~ ' ' ~ kind ~ "')") }}
            as {{ side }}_{{ kind }}_uniform,
        case when replicate = 0 then 0 else
            {{ data_first.poisson_draw(side ~ '_' ~ kind ~ '_uniform') | indent(12) }}
        end as {{ side }}_{{ kind }}_turns,
        {%- endfor %}
    from (select distinct replicate from review__sums)
),

review__turned as (
    -- a supposed label moves from what its strata are to what they are not
    select
        sides.replicate,
        sides.step_no,
        {%- for side, kind in sides %}
        {%- set own = side ~ '_' ~ kind %}
        {%- set other = side ~ '_' ~ ('not' if kind == 'match' else 'match') %}
        greatest(
            {{ own }}
            - least({{ own }}_turns * {{ own }}_supposed, {{ own }})
            + least({{ other }}_turns * {{ other }}_supposed, {{ other }}),
            0
        ) as {{ own }},
        {%- endfor %}
    from review__sides as sides
    inner join review__turns using (replicate)
    inner join review__supposed as supposed using (step_no)
),

review__rates as (
    select
        replicate,
        step_no,
        link_match / nullif(link_match + link_not, 0) as precision,
        link_match / nullif(link_match + below_match, 0) as recall,
        2 * link_match / nullif(2 * link_match + link_not + below_match, 0) as f1,
    from review__turned
)

select
    step_no,
    any_value(supposed.n_labels) as n_labels,
    any_value(supposed.n_links) as n_links,
    any_value(supposed.n_false) as n_false,
    any_value(supposed.n_missed) as n_missed,
    {%- for rate in ['precision', 'recall', 'f1'] %}
    max({{ rate }}) filter (where replicate = 0) as {{ rate }},
    quantile_cont({{ rate }}, 0.025) filter (where replicate > 0) as {{ rate }}_low,
    quantile_cont({{ rate }}, 0.975) filter (where replicate > 0) as {{ rate }}_high,
    {%- endfor %}
from review__rates
inner join review__supposed as supposed using (step_no)
group by step_no
order by step_no
{% endmacro %}
