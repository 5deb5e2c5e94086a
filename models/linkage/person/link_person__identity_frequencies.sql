{%- set settings = data_first.person_linkage_settings() -%}

with identities as (
    select * from {{ ref('link_person__identities') }}
),

with_frequencies as (
    {{ data_first.with_term_frequencies(
        settings, 'identities', ref('link_person__term_frequencies'), 'identity_id'
    ) | indent(4) }}
)

select
    identity_id,
    profile_id,
    n_names,
    {%- for term in settings.terms %}
    {%- if term.array %}
    {{ term.columns[0] }},
    {%- endif %}
    tf_{{ term.name }},
    {%- endfor %}
from with_frequencies
