{#- Cohen's kappa (Cohen 1960) of two columns of decisions, decision_l and decision_r, with a 95 %
    interval: one row a group of `by`, with n_pairs, n_agreed, kappa, kappa_low, kappa_high.

    kappa = (p_o - p_e) / (1 - p_e): what two agree in, over and above what two would who decide by
    chance with the same shares of each decision. The interval is 1.96 standard errors of Fleiss,
    Cohen and Everitt (1969) on either side, within -1 and 1. Null where both decided the same on
    everything, so that there is no chance to correct for. -#}
{% macro cohens_kappa(judgements, by) %}
{%- set keys = by | join(', ') -%}
with review__cells as (
    select {{ keys }}, decision_l, decision_r, count(*) as n,
    from {{ judgements }}
    group by {{ keys }}, decision_l, decision_r
),

review__left as (
    select {{ keys }}, decision_l as decision, sum(n) as n_left,
    from review__cells
    group by {{ keys }}, decision_l
),

review__right as (
    select {{ keys }}, decision_r as decision, sum(n) as n_right,
    from review__cells
    group by {{ keys }}, decision_r
),

review__chance as (
    select {{ keys }}, sum(n_left * n_right) as n_chance,
    from review__left
    inner join review__right using ({{ keys }}, decision)
    group by {{ keys }}
),

review__agreed as (
    select
        {{ keys }},
        sum(n) as n_pairs,
        coalesce(sum(n) filter (where decision_l = decision_r), 0) as n_agreed,
    from review__cells
    group by {{ keys }}
),

review__kappas as (
    select
        {{ keys }},
        n_pairs,
        n_agreed,
        coalesce(n_chance, 0) / (n_pairs * n_pairs) as p_e,
        (n_agreed / n_pairs - p_e) / nullif(1 - p_e, 0) as kappa,
    from review__agreed
    left join review__chance using ({{ keys }})
),

review__terms as (
    -- one row a cell: its share, and how often the right says what the left does or the other way
    select
        cells.decision_l = cells.decision_r as is_agreed,
        cells.n / kappas.n_pairs as p,
        (coalesce(rights.n_right, 0) + coalesce(lefts.n_left, 0)) / kappas.n_pairs as margin,
        kappas.*,
    from review__cells as cells
    inner join review__kappas as kappas using ({{ keys }})
    left join review__right as rights
        on {% for key in by %}cells.{{ key }} = rights.{{ key }} and {% endfor -%}
            cells.decision_l = rights.decision
    left join review__left as lefts
        on {% for key in by %}cells.{{ key }} = lefts.{{ key }} and {% endfor -%}
            cells.decision_r = lefts.decision
),

review__errors as (
    select
        {{ keys }},
        n_pairs,
        n_agreed,
        kappa,
        {{ data_first.exact_sum(
            'p * case when is_agreed then pow(1 - margin * (1 - kappa), 2)'
            ~ ' else pow((1 - kappa) * margin, 2) end'
        ) }} - pow(kappa - p_e * (1 - kappa), 2) as numerator,
        sqrt(greatest(numerator, 0) / n_pairs) / nullif(1 - p_e, 0) as standard_error,
    from review__terms
    group by {{ keys }}, n_pairs, n_agreed, p_e, kappa
)

select
    {{ keys }},
    cast(n_pairs as bigint) as n_pairs,
    cast(n_agreed as bigint) as n_agreed,
    kappa,
    greatest(kappa - 1.959963984540054 * standard_error, -1) as kappa_low,
    least(kappa + 1.959963984540054 * standard_error, 1) as kappa_high,
from review__errors
{% endmacro %}
