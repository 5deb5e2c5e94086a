{#- Agreement among all candidates of a model whose candidates are all there is to choose from, in
    place of agreement among random pairs, all pairs of sources together; columns as those of
    `random_agreement`.

    For the case model chance means another case of the same person, not of anybody. -#}
{% macro candidate_agreement(settings, patterns) %}
with link__levels as (
    {{ data_first._levels(settings) | indent(4) }}
),

link__counted as (
    {%- for comparison in settings.comparisons %}
    select
        {{ comparison.first_index + 2 }} + gamma_{{ comparison.output_column_name }} as parameter_index,
        cast(sum(n_record_pairs) as double) as n_pairs,
    from {{ patterns }}
    group by gamma_{{ comparison.output_column_name }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    0 as pair_group,
    link__levels.comparison,
    link__levels.gamma,
    link__levels.parameter_index,
    coalesce(link__counted.n_pairs, 0) + 0.5 as n_pairs,
    {{ data_first.exact_sum(
        'coalesce(link__counted.n_pairs, 0) + 0.5', window='partition by link__levels.comparison'
    ) }} as n_known_pairs,
    n_known_pairs as n_sampled_pairs,
    true as is_exact,
from link__levels
left join link__counted using (parameter_index)
where link__levels.gamma >= 0
{% endmacro %}
