{%- set settings = data_first.person_linkage_settings() -%}

-- Packing the columns of a pattern again gives the pattern, and no column leaves its range.
select
    *,
    {{ data_first._pattern(settings) | indent(4) }} as packed_again,
from {{ ref('link_person__patterns') }}
where
    packed_again <> pattern
    or pair_group not in (select pair_group from {{ ref('link_person__pair_groups') }})
    or rules_satisfied >= {{ 2 ** settings.blocking_rules | length }}
    {%- for comparison in settings.comparisons %}
    {%- set gamma = 'gamma_' ~ comparison.output_column_name %}
    or {{ gamma }} not between -1 and {{ comparison.n_codes - 2 }}
    {%- endfor %}
