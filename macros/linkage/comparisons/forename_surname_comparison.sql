{#- Forename and surname together, since they are not independent: a pair of names is a person's
    label, and a forename's rarity depends on the surname beside it.

    Levels follow the joint name comparison of HMPPS's Core Person Record (surname and forename
    equal, swapped, both similar, one equal); missing halves have levels of their own. Similarity is
    Jaro-Winkler (Winkler 1990). `tf_name`, `tf_forename`, `tf_surname` are terms of the settings. -#}
{% macro forename_surname_comparison(
    forename, surname, forename_canonical=none,
    tf_name=none, tf_forename=none, tf_surname=none, similar=0.88, loosely_similar=0.7
) %}
    {%- set canonical = forename_canonical or forename -%}
    {%- set f_l, f_r = 'l.' ~ forename, 'r.' ~ forename -%}
    {%- set s_l, s_r = 'l.' ~ surname, 'r.' ~ surname -%}
    {%- set both_known = '(' ~ [f_l, f_r, s_l, s_r] | join(' is not null and ') ~ ' is not null)' -%}
    {%- set shares_part = "list_has_any(string_split(" ~ s_l ~ ", ' '), string_split(" ~ s_r ~ ", ' '))" -%}
    {% do return(data_first.comparison('name', [
        data_first.null_level(
            '(' ~ f_l ~ ' is null or ' ~ f_r ~ ' is null)'
            ~ ' and (' ~ s_l ~ ' is null or ' ~ s_r ~ ' is null)'
        ),
        data_first.comparison_level(
            f_l ~ ' = ' ~ f_r ~ ' and ' ~ s_l ~ ' = ' ~ s_r, 'forename and surname equal',
            tf_term=tf_name, exact_u_on=[forename, surname],
        ),
        data_first.comparison_level(
            'l.' ~ canonical ~ ' = r.' ~ canonical ~ ' and ' ~ s_l ~ ' = ' ~ s_r,
            'surname equal, forename a short form', tf_term=tf_surname,
        ),
        data_first.comparison_level(
            f_l ~ ' = ' ~ s_r ~ ' and ' ~ s_l ~ ' = ' ~ f_r, 'forename and surname swapped',
            tf_term=tf_name,
        ),
        data_first.comparison_level(
            'similarity_forename >= ' ~ similar ~ ' and similarity_surname >= ' ~ similar,
            'forename and surname similar',
        ),
        data_first.comparison_level(
            'l.' ~ canonical ~ ' = r.' ~ canonical ~ ' and ' ~ shares_part,
            'forename equal, surnames share a part', tf_term=tf_forename,
        ),
        data_first.comparison_level(
            s_l ~ ' = ' ~ s_r ~ ' and ' ~ both_known, 'surname equal, forename different',
            tf_term=tf_surname,
        ),
        data_first.comparison_level(
            'l.' ~ canonical ~ ' = r.' ~ canonical ~ ' and ' ~ both_known,
            'forename equal, surname different', tf_term=tf_forename,
        ),
        data_first.comparison_level(
            s_l ~ ' = ' ~ s_r, 'surname equal, forename missing', tf_term=tf_surname,
        ),
        data_first.comparison_level(
            f_l ~ ' = ' ~ f_r, 'forename equal, surname missing', tf_term=tf_forename,
        ),
        data_first.comparison_level(
            'similarity_forename >= ' ~ loosely_similar
            ~ ' and similarity_surname >= ' ~ loosely_similar,
            'forename and surname loosely similar',
        ),
        data_first.else_level('different names'),
    ], similarities={
        'similarity_forename': 'jaro_winkler_similarity(' ~ f_l ~ ', ' ~ f_r ~ ')',
        'similarity_surname': 'jaro_winkler_similarity(' ~ s_l ~ ', ' ~ s_r ~ ')',
    })) %}
{% endmacro %}
