{#- Pairs of identities that may be one person, found more widely than the blocking rules do:
    identity_id_l, identity_id_r.

    `drawn` has the identities from which to look, `identities` all of them. A person whom blocking
    lost shares something else: one name with a day of birth, both names with a year of it, an
    address with one of them, or a number. -#}
{% macro near_pairs(drawn, identities) -%}
{%- set single = [
    ['dob_std', 'forename1_canonical'],
    ['dob_std', 'surname_metaphone'],
    ['forename1_canonical', 'surname_std'],
    ['forename1_canonical', 'surname_metaphone', 'year(dob_std)'],
    ['pnc_std'], ['cro_std'], ['prison_number_std'], ['crn_std'], ['ni_number_std'],
] -%}
{%- set shared = [
    ['postcodes_std', 'year(dob_std)'],
    ['postcodes_std', 'forename1_canonical'],
    ['postcodes_std', 'surname_metaphone'],
    ['postcode_districts_std', 'dob_std'],
] -%}
{%- for columns in single %}
select l.identity_id as identity_id_l, r.identity_id as identity_id_r,
from {{ drawn }} as l
inner join {{ identities }} as r
    on
        {%- for column in columns %}
        {{ data_first._of_side(column, 'l') }} = {{ data_first._of_side(column, 'r') }}
        {{- ' and' if not loop.last }}
        {%- endfor %}
union
{%- endfor %}
-- the two names, exchanged
select l.identity_id, r.identity_id,
from {{ drawn }} as l
inner join {{ identities }} as r
    on l.forename1_std = r.surname_std and l.surname_std = r.forename1_std
{%- for codes, column in shared %}
union
select l.identity_id, r.identity_id,
from (select *, unnest({{ codes }}) as code from {{ drawn }}) as l
inner join (select *, unnest({{ codes }}) as code from {{ identities }}) as r
    on
        l.code = r.code
        and {{ data_first._of_side(column, 'l') }} = {{ data_first._of_side(column, 'r') }}
{%- endfor %}
{%- endmacro %}


{#- A column, or the year of one, of one side of a join. -#}
{% macro _of_side(column, side) -%}
    {%- if column.startswith('year(') -%}
        year({{ side }}.{{ column[5:-1] }})
    {%- else -%}
        {{ side }}.{{ column }}
    {%- endif -%}
{%- endmacro %}
