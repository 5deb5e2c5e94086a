-- One system a line; each has the columns that the yml of this model lists.
{% set systems = [
    ref('people_libra'),
    ref('people_xhibit'),
    ref('people_nomis'),
    ref('people_delius'),
    ref('people_familyman'),
    ref('people_caseman'),
    ref('people_oasys'),
    ref('people_conformed'),
] %}

with records as (
    {% for system in systems %}
    select
        source_dataset,
        record_key,
        forename1_std,
        middle_names_std,
        surname_std,
        dob_std,
        sex_std,
        postcodes_std,
        pnc_std,
        cro_std,
        prison_number_std,
        crn_std,
        ni_number_std,
        aliases,
        ethnic_group,
        record_date,
        area_postcode_std,
    from {{ system }}
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}
),

-- Keys alone are sorted: the rows with their lists are several times as wide.
numbers as (
    select
        source_dataset,
        record_key,
        row_number() over (order by source_dataset, record_key) as record_id,
    from (
        {% for system in systems %}
        select source_dataset, record_key from {{ system }}
        {% if not loop.last %}
        union all
        {% endif %}
        {% endfor %}
    )
),

-- The phonetic code is a Python function: once a surname, not once a record.
surnames as (
    select
        surname_std,
        nullif(double_metaphone(surname_std), '') as surname_metaphone,
    from (select distinct surname_std from records where surname_std is not null)
),

nicknames as (
    select * from {{ ref('nicknames') }}
)

select
    numbers.record_id,
    records.*,
    surnames.surname_metaphone,
    coalesce(nicknames.canonical_name, records.forename1_std) as forename1_canonical,
from records
inner join numbers
    on
        records.source_dataset = numbers.source_dataset
        and records.record_key = numbers.record_key
left join surnames on records.surname_std = surnames.surname_std
-- Where the sex is unknown the nickname is read as a man's: four records in five are.
left join nicknames
    on
        records.forename1_std = nicknames.nickname
        and coalesce(records.sex_std, 'm') = nicknames.sex
