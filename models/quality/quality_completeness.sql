{%- set fields = [
    'forename1_std', 'middle_names_std', 'surname_std', 'dob_std', 'sex_std', 'pnc_std', 'cro_std',
    'prison_number_std', 'crn_std', 'ni_number_std', 'ethnic_group', 'record_date',
    'area_postcode_std',
] -%}
{%- set lists = ['postcodes_std', 'aliases'] -%}

with records as (
    select * from {{ ref('people_records') }}
),

counted as (
    {% for field in fields + lists %}
    select
        source_dataset,
        '{{ field }}' as field_name,
        count(*) as n_records,
        {% if field in lists %}
        count(*) filter (where len({{ field }}) > 0) as n_present,
        count(distinct {{ field }}) filter (where len({{ field }}) > 0) as n_distinct,
        {% else %}
        count({{ field }}) as n_present,
        count(distinct {{ field }}) as n_distinct,
        {% endif %}
    from records
    group by source_dataset
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}
)

select
    source_dataset,
    field_name,
    n_records,
    n_present,
    n_present / n_records as share_present,
    n_distinct,
from counted
order by source_dataset, field_name
