{%- set models = {
    'person': data_first.setting_lines(data_first.person_linkage_settings()),
    'case': data_first.setting_lines(data_first.case_linkage_settings()),
} -%}

select
    model,
    setting,
    value,
from (
    values
    {% for model, lines in models.items() %}
    {% set last_model = loop.last %}
    {% for line in lines %}
    (
        '{{ model }}',
        '{{ line.setting | replace("'", "''") }}',
        '{{ line.value | replace("'", "''") }}'
    ){{ ',' if not (last_model and loop.last) }}
    {% endfor %}
    {% endfor %}
) as settings (model, setting, value)
order by model, setting
