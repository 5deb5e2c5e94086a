-- As published_rows__hold_nothing_of_their_own_person, for the tables that are keyed by offender or
-- pupil. Mend: the column copies a source column; leave it out or hash it.
{% set keyed = [
    ('mojuid', 'pnc_offenders'),
    ('mojuid', 'pnc_offences'),
    ('mojuid', 'pnc_disposals'),
    ('mojuid', 'moj_dfe_link'),
    ('pmra', 'npd_pupils'),
    ('pmra', 'npd_attainment'),
    ('pmra', 'npd_absence'),
    ('pmra', 'npd_exclusions'),
    ('pmra', 'moj_dfe_link'),
] %}
{% set tables = [] %}
{% for key, name in keyed %}
{% set relation = ref(name) %}
{% set columns = ['row_id_hash'] %}
{% for column in (adapter.get_columns_in_relation(relation) if execute else []) %}
{% do columns.append(column.name) %}
{% endfor %}
{% do tables.append({
    'name': name ~ ' by ' ~ key,
    'relation': '(select ' ~ key ~ ' as row_id_hash, * from ' ~ relation ~ ')',
    'columns': columns,
}) %}
{% endfor %}
{% set people %}
(
    select
        {{ data_first.hash_key('mojuid', 'record_key') }} as row_id_hash,
        list_transform(
            list_filter(
                list_concat(
                    [
                        forename, surname, cast(date_of_birth as varchar),
                        case when length(record_key) >= 6 then record_key end,
                    ],
                    postcodes
                ),
                lambda own: own is not null
            ),
            lambda own: lower(own)
        ) as own_values,
    from {{ ref('link_moj_dfe__offenders') }}
    union all
    select
        {{ data_first.hash_key('pmra', 'record_key') }},
        list_transform(
            list_filter(
                list_concat(
                    [
                        forename, surname, cast(date_of_birth as varchar),
                        case when length(record_key) >= 6 then record_key end,
                    ],
                    postcodes
                ),
                lambda own: own is not null
            ),
            lambda own: lower(own)
        ),
    from {{ ref('link_moj_dfe__pupils') }}
) as people
{% endset %}

{{ data_first.own_values(tables, people) }}
