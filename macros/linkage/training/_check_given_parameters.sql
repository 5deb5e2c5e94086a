{#- Stops at given parameters that name a level twice or one that the model does not have, or that
    are no distribution. -#}
{% macro _check_given_parameters(settings) %}
    {%- set wrong = run_query(
        'with levels as (' ~ data_first._levels(settings) ~ '), '
        ~ 'given as (select comparison, gamma, count(*) as n, max(m_probability) as m, min(m_probability) as least_m, '
        ~ 'max(u_probability) as u, min(u_probability) as least_u from link__given_parameters group by all) '
        ~ "select comparison || ' ' || gamma, case "
        ~ "when levels.gamma is null then 'is no level of the model' "
        ~ "when n > 1 then 'has ' || n || ' rows; give one a level' "
        ~ "when coalesce(least_m, 0.5) <= 0 or coalesce(m, 0.5) > 1 then 'has the m_probability ' || m || '; give one above 0, up to 1, or none' "
        ~ "when coalesce(least_u, 0.5) <= 0 or coalesce(u, 0.5) > 1 then 'has the u_probability ' || u || '; give one above 0, up to 1, or none' "
        ~ 'end as problem, 1 as place from given left join levels using (comparison, gamma) '
        ~ "where problem is not null and gamma >= 0 union all "
        ~ "select comparison, 'has values of ' || what || ' that sum to ' || total || '; they may not exceed 1', 2 from ("
        ~ "select comparison, 'm_probability' as what, round(sum(m_probability), 6) as total from link__given_parameters where gamma >= 0 group by comparison "
        ~ "union all select comparison, 'u_probability', round(sum(u_probability), 6) from link__given_parameters where gamma >= 0 group by comparison"
        ~ ") where total > 1.000001 order by 3, 1"
    ) -%}
    {%- for row in wrong.rows[:1] -%}
        {%- do exceptions.raise_compiler_error(
            "Linkage model '" ~ settings.model ~ "', given parameters: " ~ row[0] ~ ' ' ~ row[1] ~ '.'
        ) -%}
    {%- endfor -%}
{% endmacro %}
