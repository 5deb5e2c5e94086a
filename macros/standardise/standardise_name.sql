{#- A name as the linkage compares it: lower-case letters a to z and single spaces; null where no
    name is left. In this order: placeholders (seed placeholder_names) become null; a title in
    front (seed name_titles) goes; migration prefixes (MIG_ERROR_, NO_SHOW_, DUPLICATE_) go;
    letters of other alphabets and accents become ASCII; apostrophes go (O'Neill: oneill);
    everything else that is no letter becomes a space (Smith-Jones: smith jones); a leading "o" or
    "mc" that stands alone joins the next word (O Neill: oneill); words of one letter go.

    Calls the Python function transliterate: use it in tables, not in views. The argument is read
    several times, so pass a column or something as cheap. -#}
{% macro standardise_name(expression) -%}
    {%- set raw %}trim({{ expression }}){% endset -%}
    {%- set first_word -%}
        case when contains({{ raw }}, ' ')
            then rtrim(lower(left({{ raw }}, strpos({{ raw }}, ' ') - 1)), '.')
        end
    {%- endset -%}
    case
        when coalesce({{ raw }}, '') = '' then null
        when trim(replace(replace(lower({{ raw }}), '_', ' '), '-', ' ')) in (
            select placeholder.name
            from {{ ref('data_first', 'placeholder_names') }} as placeholder
        ) then null
        -- Most names are one plain word: nothing is left to do.
        when regexp_full_match({{ raw }}, '[A-Za-z]{2,}') then lower({{ raw }})
        when {{ first_word | indent(8) }} in (
            select title.title
            from {{ ref('data_first', 'name_titles') }} as title
        ) then {{ data_first._name_words("substr(" ~ raw ~ ", strpos(" ~ raw ~ ", ' '))") }}
        else {{ data_first._name_words(raw) }}
    end
{%- endmacro %}

{#- The words of two or more letters in a name. Private to standardise_name. -#}
{% macro _name_words(expression) -%}
    {%- set name = "regexp_replace(" ~ expression
        ~ ", '(?i)^ ?((mig_error|no_show|duplicate)[_ ]+)+', '')" -%}
    {%- set ascii = "lower(case when strlen(" ~ expression ~ ") = length(" ~ expression
        ~ ") then " ~ name ~ " else transliterate(" ~ name ~ ") end)" -%}
    {%- set letters = "regexp_replace(regexp_replace(" ~ ascii
        ~ ", '[''`]', '', 'g'), '[^a-z]+', ' ', 'g')" -%}
    {%- set joined = "regexp_replace(' ' || trim(" ~ letters
        ~ "), '^ (o|mc) ([a-z]{2,})', ' \\1\\2')" -%}
    list_transform(
        [trim(regexp_replace({{ joined }}, '( [a-z]\b)+', '', 'g'))],
        lambda words: nullif(words, '')
    )[1]
{%- endmacro %}
