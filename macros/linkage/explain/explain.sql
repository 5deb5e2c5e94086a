{#- A run-operation that prints why two records were linked or not: a sentence, the blocking rules that
    find the pair, the clusters that both are in, and the waterfall of its weight.

    dbt run-operation data_first.explain --args '{model: customers, left: shop|17, right: web|4}'

    `left` and `right` are `source_dataset|record_key`, or the key alone where only one source has it.
    `model` stands for the names that scaffold() gives: `settings` <model>_settings, `keys`
    <model>__records, `parameters`, `match_shares` and `term_frequencies` likewise, and `records`
    <model>__clusters, which says where a key belongs: source_dataset, record_key, identity_id or
    profile_id and, where there are clusters, cluster_low, cluster_medium and cluster_high; it may have
    cannot_link_key, which no two records of one cluster share, such as a case for its parties. -#}
{% macro explain(
    left=none, right=none, model=none, settings=none, keys=none, parameters=none, match_shares=none,
    term_frequencies=none, records=none, entity='entity'
) %}
    {%- set given = {
        'settings': settings, 'keys': keys, 'parameters': parameters, 'match_shares': match_shares,
    } -%}
    {%- for name, value in given.items() if not value and not model -%}
        {%- do exceptions.raise_compiler_error(
            'explain: ' ~ name ~ ' is missing; give model, the name of a linkage that scaffold() wrote,'
            ~ ' or settings, keys, parameters and match_shares.'
        ) -%}
    {%- endfor -%}
    {%- set linkage = data_first._settings_named(settings or model ~ '_settings') -%}
    {%- set relations = {} -%}
    {%- for name, relation in {
        'keys': keys or model ~ '__records',
        'parameters': parameters or model ~ '__parameters',
        'match_shares': match_shares or model ~ '__match_shares',
        'term_frequencies': term_frequencies or (model ~ '__term_frequencies' if model else none),
        'records': records or (model ~ '__clusters' if model else keys),
    }.items() -%}
        {%- do relations.update({
            name: data_first._relation_named(relation) if relation else none
        }) -%}
    {%- endfor -%}
    {%- set l = data_first._record(relations.records, left, 'left') -%}
    {%- set r = data_first._record(relations.records, right, 'right') -%}
    {%- if l.key == r.key -%}
        {%- do exceptions.raise_compiler_error(
            "explain: left and right are the same record, '" ~ l.key ~ "'; give two records."
        ) -%}
    {%- endif -%}
    {% do run_query(
        'create or replace temp table link__explained as ' ~ data_first.explained_pair(
            linkage, relations['keys'], relations.parameters, relations.match_shares,
            l.profile_id, r.profile_id, relations.term_frequencies
        )
    ) %}
    {%- if run_query('select count(*) from link__explained').columns[0].values()[0] == 0 -%}
        {%- do exceptions.raise_compiler_error(
            "explain: linkage model '" ~ linkage.model ~ "' does not compare records of '"
            ~ l.source_dataset ~ "' with records of '" ~ r.source_dataset ~ "': there is no such pair"
            ~ " of sources in match_shares (link_type is '" ~ linkage.link_type ~ "')."
        ) -%}
    {%- endif -%}
    {%- for line in data_first._explanation(linkage, l, r, entity) -%}
        {% do print(line) %}
    {%- endfor -%}
{% endmacro %}


{#- The lines that explain() prints, from its temporary table link__explained. -#}
{% macro _explanation(settings, left, right, entity) %}
    {%- set lines = ['', left.key ~ '  and  ' ~ right.key, ''] -%}
    {%- set sentence = run_query(
        'select sentence from (' ~ data_first.pair_sentences(settings, 'link__explained', entity) ~ ')'
    ).columns[0].values()[0] -%}
    {%- do lines.extend(data_first._wrapped(sentence, 96)) -%}
    {%- do lines.append('') -%}
    {%- if left.profile_id == right.profile_id -%}
        {%- do lines.append('Blocking: none needed, the two hold the same values in every field.') -%}
    {%- else -%}
        {%- set masks = run_query('select max(rules_satisfied) from link__explained') -%}
        {%- set mask = masks.columns[0].values()[0] | int -%}
        {%- set found = [] -%}
        {%- for rule in settings.blocking_rules if (mask // 2 ** rule.match_key) % 2 -%}
            {%- do found.append(rule.label) -%}
        {%- endfor -%}
        {%- do lines.extend(data_first._wrapped(
            'Blocking: found by ' ~ found | join('; ') ~ '.' if found
            else 'Blocking: no rule finds this pair; it counts only where other links bring both into one'
            ~ ' component.', 96
        )) -%}
    {%- endif -%}
    {%- if left.clusters -%}
        {%- set together = [] -%}
        {%- for level in ['low', 'medium', 'high'] -%}
            {%- set is_one = left.clusters[level] == right.clusters[level] -%}
            {%- do together.append(level ~ (' yes' if is_one else ' no')) -%}
        {%- endfor -%}
        {%- do lines.append('In one cluster: ' ~ together | join(', ') ~ '.') -%}
    {%- endif -%}
    {%- if left.cannot_link_key and left.cannot_link_key == right.cannot_link_key -%}
        {%- do lines.append(
            'Cannot link: both stand on ' ~ left.cannot_link_key ~ ', and nobody stands there twice.'
        ) -%}
    {%- endif -%}
    {%- do lines.append('') -%}
    {%- do lines.extend(data_first._waterfall_lines(left)) -%}
    {%- do lines.append('') -%}
    {% do return(lines) %}
{% endmacro %}


{#- The waterfall as lines of a table. -#}
{% macro _waterfall_lines(left) %}
    {%- set rows = [['', 'left', 'right', 'level', 'm', 'u', 'bits', 'term', 'total', 'probability']] -%}
    {%- for row in run_query(data_first._waterfall_text(left.profile_id)).rows -%}
        {%- do rows.append(row.values() | list) -%}
    {%- endfor -%}
    {%- set widths = [] -%}
    {%- for place in range(rows[0] | length) -%}
        {%- set lengths = [] -%}
        {%- for row in rows -%}{%- do lengths.append(row[place] | length) -%}{%- endfor -%}
        {%- do widths.append(lengths | max) -%}
    {%- endfor -%}
    {%- set lines = [] -%}
    {%- for row in rows -%}
        {%- set cells = [] -%}
        {%- for cell in row -%}
            {%- set width = widths[loop.index0] -%}
            {%- do cells.append(cell.ljust(width) if loop.index0 < 4 else cell.rjust(width)) -%}
        {%- endfor -%}
        {%- do lines.append(cells | join('  ') | trim('\n')) -%}
        {%- if loop.first -%}
            {%- do lines.append('-' * (widths | sum + 2 * (widths | length - 1))) -%}
        {%- endif -%}
    {%- endfor -%}
    {% do return(lines) %}
{% endmacro %}


{#- The cells of the waterfall as texts; left is the profile that was named first. -#}
{% macro _waterfall_text(left_profile) -%}
{%- set is_left = "cast(profile_id_l as varchar) = '" ~ left_profile ~ "'" %}
select
    replace(bar, '_', ' ') as bar,
    coalesce({{ data_first._short('case when ' ~ is_left ~ ' then value_l else value_r end', 28) }}, '')
        as left_value,
    coalesce({{ data_first._short('case when ' ~ is_left ~ ' then value_r else value_l end', 28) }}, '')
        as right_value,
    coalesce({{ data_first._short('label', 42) }}, '') as label,
    coalesce(printf('%.3g', m_probability), '') as m,
    coalesce(printf('%.3g', u_probability), '') as u,
    case when bar = 'total' then '' else printf('%+.2f', match_weight) end as bits,
    case when tf_adjustment = 0 then '' else printf('%+.2f', tf_adjustment) end as term,
    printf('%+.2f', total_match_weight) as total,
    {{ data_first._percent_text('match_probability') }} as probability,
from link__explained
order by bar_no
{%- endmacro %}


{#- A text cut where it is too long to show. -#}
{% macro _short(text, most) -%}
    case
        when length({{ text }}) > {{ most }} then left({{ text }}, {{ most - 1 }}) || '…'
        else {{ text }}
    end
{%- endmacro %}


{#- A text in lines of at most so many letters. -#}
{% macro _wrapped(text, most) %}
    {%- set state = namespace(line='') -%}
    {%- set lines = [] -%}
    {%- for word in text.split(' ') -%}
        {%- if state.line and state.line | length + word | length + 1 > most -%}
            {%- do lines.append(state.line) -%}
            {%- set state.line = word -%}
        {%- else -%}
            {%- set state.line = state.line ~ (' ' if state.line else '') ~ word -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do lines.append(state.line) -%}
    {% do return(lines) %}
{% endmacro %}
