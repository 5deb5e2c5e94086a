-- Staging neither drops nor multiplies a row. A row here names the table that does.
{% set staged = {
    'xhb_address': 'stg_xhibit__address',
    'xhb_case': 'stg_xhibit__case',
    'xhb_charge': 'stg_xhibit__charge',
    'xhb_def_hearing_record': 'stg_xhibit__def_hearing_record',
    'xhb_defendant': 'stg_xhibit__defendant',
    'xhb_defendant_on_case': 'stg_xhibit__defendant_on_case',
    'xhb_defendant_on_offence': 'stg_xhibit__defendant_on_offence',
    'xhb_disposal2': 'stg_xhibit__disposal2',
    'xhb_disposal_line': 'stg_xhibit__disposal_line',
    'xhb_hearing': 'stg_xhibit__hearing',
    'xhb_offence': 'stg_xhibit__offence',
    'xhb_plea': 'stg_xhibit__plea',
    'xhb_ref_court': 'stg_xhibit__ref_court',
    'xhb_verdict': 'stg_xhibit__verdict',
} %}

with counted as (
    {% for table, model in staged.items() %}
    select
        '{{ table }}' as table_name,
        (select count(*) from {{ source('xhibit', table) }}) as n_extracted,
        (select count(*) from {{ ref(model) }}) as n_staged,
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}
)

select * from counted where n_extracted is distinct from n_staged
