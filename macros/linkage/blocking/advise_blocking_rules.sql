{#- Proposes blocking rules from the data and prints them with what they cost and catch:
    `dbt run-operation data_first.advise_blocking_rules --args '{relation: my_identities,
    columns: [surname, forename, born], max_pairs: 100000000}'`.

    Candidates are columns, the first letters of texts, the year and the day of dates, elements of
    arrays, and two or three of these together. Their pairs are counted from the sizes of their
    blocks. What they catch of the matches is read off a trained model's pairs, where `scored_pairs`
    is given; without, it is a rule of thumb (`_matches_by_guess()`). Rules are then chosen one by
    one by the matches that they add for the pairs that they cost, until `max_pairs` is used up or a
    rule adds less than half a per cent. -#}
{% macro advise_blocking_rules(
    relation, columns=none, max_pairs=100000000, settings=none, scored_pairs=none,
    link_type='link_and_dedupe', max_block_size=2000, max_rules=12
) %}
    {%- set relation = data_first._relation_named(relation) -%}
    {%- set settings = none if settings is none else data_first._settings_named(settings) -%}
    {%- set link_type = settings.link_type if settings else link_type -%}
    {%- set max_block_size = settings.max_block_size if settings else max_block_size -%}
    {%- set scored = none if scored_pairs is none else data_first._relation_named(scored_pairs) -%}
    {%- set keys = data_first._candidate_keys(
        relation, columns or data_first._compared_by(settings), scored is not none, link_type
    ) -%}
    {% do data_first._count_candidates(keys, max_pairs, max_block_size, link_type) %}
    {%- if scored is not none -%}
        {% do run_query('create or replace temp table link__advice_matches as '
            ~ data_first._matches_by_model(keys, scored)) %}
        {%- set source = 'the matches of ' ~ scored ~ ', which its blocking rules had to find' -%}
    {%- else -%}
        {%- set source = data_first._matches_by_guess(keys, link_type) -%}
    {%- endif -%}
    {%- set chosen = data_first._choose_rules(keys, max_pairs, max_rules) -%}
    {% do data_first._print_advice(chosen, max_pairs, max_block_size, source) %}
    {% do return(chosen) %}
{% endmacro %}


{#- The columns that the comparisons of a model read, in their order. -#}
{% macro _compared_by(settings) %}
    {%- if settings is none -%}
        {%- do exceptions.raise_compiler_error(
            "advise_blocking_rules needs columns, such as columns: [surname, date_of_birth], or"
            ~ " settings, whose comparisons name them."
        ) -%}
    {%- endif -%}
    {%- set found = [] -%}
    {%- for comparison in settings.comparisons -%}
        {%- do found.extend(data_first._columns_of_comparison(comparison)) -%}
    {%- endfor -%}
    {% do return(found | unique | list) %}
{% endmacro %}


{#- Prints the rules, and the lines to paste into the settings. -#}
{% macro _print_advice(chosen, max_pairs, max_block_size, source) %}
    {%- set rows, lines = [], [] -%}
    {%- for rule in chosen -%}
        {%- set call = "data_first.block_on(['" ~ data_first._quoted_texts(rule.expressions) ~ "']"
            ~ (", explode='" ~ rule.explode ~ "'" if rule.explode else '') ~ ')' -%}
        {%- do lines.append(call ~ ',') -%}
        {%- do rows.append([
            rule.expressions | join(', ') ~ (' of ' ~ rule.explode if rule.explode else ''),
            rule.n_pairs, '%.1f %%' % (100 * rule.share), '%.1f %%' % (100 * rule.share_new),
            rule.n_pairs_so_far, '%.1f %%' % (100 * rule.share_so_far),
        ]) -%}
    {%- endfor -%}
    {% do log(
        'Proposed blocking rules, at most ' ~ '{:,}'.format(max_pairs) ~ ' pairs, blocks above '
        ~ '{:,}'.format(max_block_size) ~ ' records skipped.\nShares of matches are from ' ~ source
        ~ '.\n' ~ data_first._table_text({
            'column_names': ['rule', 'pairs', 'matches', 'new', 'pairs so far', 'matches so far'],
            'rows': rows,
        }) ~ '\n\nTo paste:\n    ' ~ lines | join('\n    '), info=true
    ) %}
{% endmacro %}


{#- Texts for a list in Jinja, without the outer quotes. -#}
{% macro _quoted_texts(texts) %}
    {%- set quoted = [] -%}
    {%- for text in texts -%}
        {%- do quoted.append(text | replace("'", "\\'")) -%}
    {%- endfor -%}
    {% do return(quoted | join("', '")) %}
{% endmacro %}
