{#- The prior of every pair of sources without any training: the option
    `probability_two_random_records_match`. Columns as those of `match_shares`. -#}
{% macro given_match_shares(settings, all_pairs) %}
{%- set share = settings.training.probability_two_random_records_match %}
{%- if share is none %}
    {%- do exceptions.raise_compiler_error(
        "Linkage model '" ~ settings.model ~ "': given_match_shares needs the option"
        ~ ' training.probability_two_random_records_match; set it, or train the model.'
    ) %}
{%- endif %}
select
    pair_group,
    source_dataset_l,
    source_dataset_r,
    n_all_pairs,
    {{ share }}::double as probability_two_random_records_match,
    log2({{ share }}::double / (1 - {{ share }}::double)) as prior_match_weight,
from {{ all_pairs }}
order by pair_group
{% endmacro %}
