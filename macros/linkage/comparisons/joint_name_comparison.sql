{#- Forename and surname together, since they are not independent: a pair of names is a person's
    label, and a forename's rarity depends on the surname beside it.

    Levels follow the joint name comparison of HMPPS's Core Person Record (both equal, swapped, both
    similar, one equal) and add what other people's data show: swapped and mistyped, one known half
    that equals or resembles the other side's. Only a record without any name is missing.
    Similarity is Jaro-Winkler (Winkler 1990). `tf_name`, `tf_forename`, `tf_surname` are terms of
    the settings. -#}
{% macro joint_name_comparison(
    forename, surname, forename_canonical=none,
    tf_name=none, tf_forename=none, tf_surname=none, similar=0.88, loosely_similar=0.7,
    output_column_name='name'
) %}
    {%- set macro = 'joint_name_comparison' -%}
    {%- set first = data_first._column(macro, 'forename', forename) -%}
    {%- set last = data_first._column(macro, 'surname', surname) -%}
    {%- set short = data_first._column(
        macro, 'forename_canonical', forename_canonical or forename
    ) -%}
    {%- set f_l, f_r, s_l, s_r = first.l, first.r, last.l, last.r -%}
    {%- set known = ' is not null' -%}
    {%- set both_known = '(' ~ [f_l, f_r, s_l, s_r] | join(known ~ ' and ') ~ known ~ ')' -%}
    {%- set same_short = short.l ~ ' = ' ~ short.r -%}
    {%- set shares_part = 'list_has_any(string_split(' ~ s_l ~ ", ' '), string_split(" ~ s_r
        ~ ", ' '))" -%}
    {%- set first_alike = data_first.jaro_winkler_level(first, similar) -%}
    {%- set last_alike = data_first.jaro_winkler_level(last, similar) -%}
    {%- set swapped_alike = data_first._swapped_alike(first, last, similar) -%}
    {%- set loosely_alike = data_first.and_(
        data_first.jaro_winkler_level(first, loosely_similar),
        data_first.jaro_winkler_level(last, loosely_similar),
    ) -%}
    {%- set one_alike = data_first.or_(first_alike, last_alike) -%}
    {% do return(data_first.comparison(output_column_name, [
        data_first.comparison_level(
            '(' ~ f_l ~ ' is null and ' ~ s_l ~ ' is null) or (' ~ f_r ~ ' is null and ' ~ s_r
            ~ ' is null)', 'missing', is_null_level=true,
        ),
        data_first.comparison_level(
            f_l ~ ' = ' ~ f_r ~ ' and ' ~ s_l ~ ' = ' ~ s_r, 'forename and surname equal',
            tf_term=tf_name, exact_u_on=[first.sql, last.sql],
        ),
        data_first.comparison_level(
            same_short ~ ' and ' ~ s_l ~ ' = ' ~ s_r,
            'surname equal, forename a short form', tf_term=tf_surname,
        ),
        data_first.comparison_level(
            f_l ~ ' = ' ~ s_r ~ ' and ' ~ s_l ~ ' = ' ~ f_r, 'forename and surname swapped',
            tf_term=tf_name,
        ),
        dict(data_first.and_(first_alike, last_alike), label='forename and surname similar'),
        swapped_alike,
        data_first.comparison_level(
            same_short ~ ' and ' ~ shares_part,
            'forename equal, surnames share a part', tf_term=tf_forename,
        ),
        data_first.comparison_level(
            s_l ~ ' = ' ~ s_r ~ ' and ' ~ both_known, 'surname equal, forename different',
            tf_term=tf_surname,
        ),
        data_first.comparison_level(
            same_short ~ ' and ' ~ both_known,
            'forename equal, surname different', tf_term=tf_forename,
        ),
        data_first.comparison_level(
            s_l ~ ' = ' ~ s_r, 'surname equal, forename missing', tf_term=tf_surname,
        ),
        data_first.comparison_level(
            f_l ~ ' = ' ~ f_r, 'forename equal, surname missing', tf_term=tf_forename,
        ),
        data_first.comparison_level(
            '(' ~ f_l ~ ' = ' ~ s_r ~ ' or ' ~ s_l ~ ' = ' ~ f_r ~ ') and not ' ~ both_known,
            'one name equals the other name, the rest missing',
        ),
        data_first.comparison_level(
            '(' ~ one_alike.sql_condition ~ ') and not ' ~ both_known,
            'one name similar, the other missing', similarities=one_alike.similarities,
        ),
        dict(loosely_alike, label='forename and surname loosely similar'),
        dict(one_alike, label='one name similar, the other different'),
        data_first.else_level('different names'),
    ])) %}
{% endmacro %}


{#- Each side's forename like the other's surname. Worked out only where both like the plain way
    round is not met, since two more similarities a pair are dear. -#}
{% macro _swapped_alike(first, last, similar) %}
    {%- set l, r = 'jaro_winkler_similarity(' ~ first.l ~ ', ' ~ last.r ~ ')',
        'jaro_winkler_similarity(' ~ last.l ~ ', ' ~ first.r ~ ')' -%}
    {% do return(data_first.comparison_level(
        'case when ' ~ l ~ ' >= ' ~ similar ~ ' then ' ~ r ~ ' >= ' ~ similar ~ ' else false end',
        'forename and surname swapped and similar',
    )) %}
{% endmacro %}
