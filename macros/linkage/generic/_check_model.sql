{#- Stops at settings that are none, and at a model that is not built in the way that the macro it
    calls needs: with the materialisation, and, where that one reads the settings itself, with their
    macro's name. -#}
{% macro _check_model(macro, settings, materialized=none, reads_settings=false) %}
    {%- if settings is not mapping or 'comparisons' not in settings -%}
        {%- do exceptions.raise_compiler_error(
            macro ~ '(): the first argument is no settings; call a macro that returns'
            ~ ' data_first.linkage_settings(…), such as customers_settings(). Is there a macro of that'
            ~ ' name, does it end in do return(…), and is it called with its brackets?'
        ) -%}
    {%- endif -%}
    {%- if not execute or materialized is none -%}
        {%- do return('') -%}
    {%- endif -%}
    {%- set needed = "config(materialized='" ~ materialized ~ "'"
        ~ (", linkage_settings='<name of your settings macro>'" if reads_settings else '') ~ ')' -%}
    {%- if config.get('materialized') != materialized -%}
        {%- do exceptions.raise_compiler_error(
            macro ~ "(): the model is materialized as '" ~ config.get('materialized')
            ~ "', which cannot run it; write {{ " ~ needed ~ ' }} at the top of its file.'
        ) -%}
    {%- endif -%}
    {%- if reads_settings -%}
        {%- set name = config.get('linkage_settings') -%}
        {%- if not name -%}
            {%- do exceptions.raise_compiler_error(
                macro ~ '(): the model does not say which macro makes its settings; write {{ '
                ~ needed ~ ' }} at the top of its file.'
            ) -%}
        {%- elif name not in context -%}
            {%- do exceptions.raise_compiler_error(
                macro ~ "(): linkage_settings is '" ~ name ~ "', but there is no such macro; name the"
                ~ " macro that makes the settings, such as 'customers_settings', without brackets."
            ) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
