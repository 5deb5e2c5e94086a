{#- Posterior and log-likelihood of every training row. A weight that is given directly stands for
    ln(m / u). -#}
{% macro _e_step(settings) -%}
with weights as (
    {{ data_first._log_ratios() | indent(4) }}
),

evidence as (
    select
        training_rows.*,
        block_shares.share,
        {% for comparison in settings.comparisons %}log_ratio[i_{{ loop.index }}]{{ ' + ' if not loop.last }}{% endfor %} as log_ratio,
        {% for comparison in settings.comparisons %}log_u[i_{{ loop.index }}]{{ ' + ' if not loop.last }}{% endfor %} as log_u,
    from link__training_rows as training_rows
    inner join link__block_shares as block_shares using (pair_group, match_key)
    inner join weights using (pair_group)
),

odds as (
    select *, ln(share / (1 - share)) + log_ratio as log_odds, from evidence
)

select
    * exclude (share, log_ratio, log_u, log_odds),
    1 / (1 + exp(-log_odds)) as posterior,
    -- ln(share * m + (1 - share) * u), without underflow
    log_u + ln(1 - share) + greatest(log_odds, 0) + ln(1 + exp(-abs(log_odds))) as log_likelihood,
from odds
{%- endmacro %}


{#- One row a group: its levels' ln(m / u) and ln(u), as lists by parameter_index. -#}
{% macro _log_ratios() -%}
select
    pair_group,
    list(coalesce(fixed_weight * ln(2.0), ln(m / u)) order by parameter_index) as log_ratio,
    list(ln(u) order by parameter_index) as log_u,
from link__parameters
group by pair_group
{%- endmacro %}
