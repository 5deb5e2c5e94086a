{#- Many rules that each find few pairs: any two of a name (in whatever order), a date of birth and
    a place, and every identifier alone. -#}
{% macro _default_rules(
    forename, surname, date_of_birth, identifiers, emails, places, wide_blocking
) %}
    {%- set rules = [] -%}
    {%- for column in identifiers + emails -%}
        {%- do rules.append(data_first.block_on([column])) -%}
    {%- endfor -%}
    {%- for column in emails -%}
        {%- do rules.append(data_first.block_on(["split_part(" ~ column ~ ", '@', 1)"])) -%}
        {%- if wide_blocking -%}
            {%- do rules.append(data_first.block_on(['left(' ~ column ~ ', 4)'])) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set names = [] -%}
    {%- if forename and surname -%}
        {%- do rules.append(data_first.block_on(
            ['least(' ~ forename ~ ', ' ~ surname ~ ')', 'greatest(' ~ forename ~ ', ' ~ surname ~ ')'],
            label='both names in any order',
        )) -%}
        {%- do names.append(
            'list_filter([' ~ forename ~ ', ' ~ surname ~ '], lambda name: name is not null)'
        ) -%}
    {%- endif -%}
    {%- set dates = [date_of_birth] if date_of_birth else [] -%}
    {%- for other in dates + places -%}
        {%- for name in names -%}
            {%- do rules.append(data_first.block_on(
                ['element', other], label='a name and ' ~ other, explode=name
            )) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for place in places -%}
        {%- for date in dates -%}
            {%- do rules.append(data_first.block_on([date, place])) -%}
        {%- endfor -%}
        {%- for other in places[loop.index:] -%}
            {%- do rules.append(data_first.block_on([place, other])) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for date in dates -%}
        {%- for name in names -%}
            {%- do rules.append(data_first.block_on(
                ['element', 'year(' ~ date ~ ')'], label='a name and year of birth', explode=name
            )) -%}
            {%- do rules.append(data_first.block_on(
                ['element', 'month(' ~ date ~ ')', 'day(' ~ date ~ ')'],
                label='a name, month and day of birth', explode=name,
            )) -%}
            {%- do rules.append(data_first.block_on(
                ['left(' ~ forename ~ ', 2)', 'left(' ~ surname ~ ', 2)', 'year(' ~ date ~ ')'],
                label='starts of both names and year of birth',
            )) -%}
        {%- endfor -%}
        {%- if wide_blocking -%}
            {%- do rules.append(data_first.block_on([date])) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if wide_blocking and names -%}
        {%- set starts = ['left(' ~ forename ~ ', 2)', 'left(' ~ surname ~ ', 2)'] -%}
        {%- do rules.append(data_first.block_on(
            ['least(' ~ starts | join(', ') ~ ')', 'greatest(' ~ starts | join(', ') ~ ')'],
            label='starts of both names in any order',
        )) -%}
    {%- endif -%}
    {% do return(rules) %}
{% endmacro %}
