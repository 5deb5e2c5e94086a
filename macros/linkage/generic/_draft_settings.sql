{#- A first version of a settings macro, from the names and types of a table's columns, to be edited:
    default_linkage_settings() where the columns are those of people, linkage_settings() otherwise. -#}
{% macro _draft_settings(model, settings, columns, unique_id, link_type) %}
    {%- set given = [] -%}
    {%- for column in columns
        if column.name | lower != unique_id | lower and not column.type.endswith(']') -%}
        {%- set is_plain = modules.re.fullmatch('[A-Za-z_][A-Za-z0-9_]*', column.name) -%}
        {%- do given.append({
            'sql': column.name if is_plain else '"' ~ column.name ~ '"',
            'type': column.type | upper,
        }) -%}
    {%- endfor -%}
    {%- set kinds = data_first._kinds_of_columns(given) -%}
    {%- set is_person = kinds.forename and kinds.surname and (
        kinds.date_of_birth or kinds.identifiers or kinds.emails or kinds.postcodes or kinds.texts
    ) -%}
    {%- set lines = data_first._draft_person_settings(model, link_type, kinds) if is_person
        else data_first._draft_any_settings(model, link_type, given) -%}
    {% do return((
        [
            '{#- How records of ' ~ model ~ ' are compared: a draft, from the names and types of the',
            '    columns. Take out what says nothing about who a record is. -#}',
            '{% macro ' ~ settings ~ '() %}',
        ] + lines + ['{% endmacro %}']
    ) | join('\n')) %}
{% endmacro %}


{#- A draft in the style of default_linkage_settings(). -#}
{% macro _draft_person_settings(model, link_type, kinds) %}
    {%- set lines = [
        '    {% do return(data_first.default_linkage_settings(',
        "        model='" ~ model ~ "',",
        "        link_type='" ~ link_type ~ "',",
    ] -%}
    {%- for kind, found in kinds.items() if found -%}
        {%- if found is string -%}
            {%- do lines.append('        ' ~ kind ~ "='" ~ found ~ "',") -%}
        {%- else -%}
            {%- do lines.append('        ' ~ kind ~ "=['" ~ found | join("', '") ~ "'],") -%}
        {%- endif -%}
    {%- endfor -%}
    {% do return(lines + ['    )) %}']) %}
{% endmacro %}


{#- What each column is, by its name and type: the arguments of default_linkage_settings(). A full
    name beside forename and surname, and a second date of birth, say nothing more. -#}
{% macro _kinds_of_columns(columns) %}
    {%- set kinds = {
        'forename': none, 'surname': none, 'date_of_birth': none, 'identifiers': [], 'emails': [],
        'postcodes': [], 'texts': [], 'codes': [],
    } -%}
    {%- set patterns = {
        'forename': '(given|first|fore|f)_?names?',
        'surname': '(sur|last|family|l)_?name',
        'full_name': '(full_?)?name',
        'date_of_birth': '.*(birth|dob).*',
        'emails': '.*e_?mail.*',
        'postcodes': '.*(post_?code|zip).*',
        'codes': '.*(sex|gender|title|country|state|street_?number|house).*',
        'identifiers': '.*(soc_?sec|ssn|phone|mobile|passport|_id|_no|_number|number)"?',
    } -%}
    {%- for column in columns -%}
        {%- set word = column.sql.strip('"') | lower | replace(' ', '_') -%}
        {%- set of = namespace(kind=none) -%}
        {%- for kind, pattern in patterns.items()
            if of.kind is none and modules.re.fullmatch(pattern, word) -%}
            {%- set of.kind = kind -%}
        {%- endfor -%}
        {%- if of.kind == 'date_of_birth' and column.type != 'DATE' -%}
            {%- set of.kind = 'codes' -%}
        {%- elif of.kind != 'date_of_birth' and column.type != 'VARCHAR' -%}
            {%- set of.kind = 'codes' -%}
        {%- endif -%}
        {%- if of.kind in ['forename', 'surname', 'date_of_birth'] -%}
            {%- do kinds.update({of.kind: kinds[of.kind] or column.sql}) -%}
        {%- elif of.kind != 'full_name' -%}
            {%- do kinds[of.kind or 'texts'].append(column.sql) -%}
        {%- endif -%}
    {%- endfor -%}
    {% do return(kinds) %}
{% endmacro %}
