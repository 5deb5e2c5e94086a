with extracts as (
    select * from {{ ref('quality_extracts') }}
),

unparsed as (
    select * from {{ ref('quality_unparsed_values') }}
),

unknown_codes as (
    select * from {{ ref('quality_unknown_codes') }}
),

optional_tables as (
    select
        listed.source_name,
        listed.table_name,
    from (
        select unnest(cast(
            {{ data_first.missed_sources() }}
            as struct(source_name varchar, table_name varchar)[]
        )) as listed
    ) as listed_sources
),

empty_extracts as (
    select
        source_name,
        table_name,
        cast(null as varchar) as column_name,
        'no rows' as warning,
        n_rows,
        'The file has its columns but no rows. If that is wrong, export it again.' as mend,
    from extracts
    where n_rows = 0
),

absent_extracts as (
    select
        optional_tables.source_name,
        optional_tables.table_name,
        cast(null as varchar) as column_name,
        'optional extract not delivered' as warning,
        cast(0 as bigint) as n_rows,
        'Deliver it if you have it; what it would fill is empty or null.' as mend,
    from optional_tables
    anti join extracts
        on
            optional_tables.source_name = extracts.source_name
            and optional_tables.table_name = extracts.table_name
),

unparsed_columns as (
    select
        unparsed.source_name,
        unparsed.table_name,
        unparsed.column_name,
        'values that cannot be read' as warning,
        unparsed.n_rows,
        'Not one row of a ' || unparsed.parsed_as || ' can be read, such as '
        || unparsed.example || '. Export the column in a form that the source documents.' as mend,
    from unparsed
    inner join extracts
        on
            unparsed.source_name = extracts.source_name
            and unparsed.table_name = extracts.table_name
    where unparsed.n_rows = extracts.n_rows
),

unlisted_codes as (
    select
        source_name,
        table_name,
        column_name,
        'codes that no list has' as warning,
        cast(sum(n_rows) as bigint) as n_rows,
        'Add them to the list ' || code_set || ' under seeds/reference; quality_unknown_codes has'
        || ' each of them, such as ' || min(code) || '.' as mend,
    from unknown_codes
    group by source_name, table_name, column_name, code_set
),

final as (
    select * from empty_extracts
    union all
    select * from absent_extracts
    union all
    select * from unparsed_columns
    union all
    select * from unlisted_codes
)

select * from final
