{#- Chooses candidates one after another: the one that adds most matches for its pairs and a
    twentieth of all that are allowed, so that a rule is worth its place. -#}
{% macro _choose_rules(keys, max_pairs, max_rules) %}
    {%- set state = namespace(pairs=0, share=0.0, done=false) -%}
    {%- set chosen = [] -%}
    {%- for step in range(max_rules) if not state.done -%}
        {%- set best = run_query(
            'select mask, n_pairs, n_new, n_all, kept, columns from ('
            ~ 'select candidates.mask, columns, candidates.n_pairs, candidates.kept, '
            ~ data_first.exact_sum('case when stuck = 0 or columns & stuck <> columns '
                ~ 'then candidates.kept * matches.n_left else 0 end') ~ ' as n_new, '
            ~ data_first.exact_sum('candidates.kept * matches.n') ~ ' as n_all '
            ~ 'from link__advice_candidates as candidates '
            ~ 'inner join link__advice_matches as matches '
            ~ 'on matches.mask & candidates.mask = candidates.mask '
            ~ 'where candidates.n_pairs <= ' ~ (max_pairs - state.pairs)
            ~ ' group by candidates.mask, columns, candidates.n_pairs, candidates.kept) '
            ~ 'where n_new >= 0.005 order by n_new / (n_pairs + ' ~ max_pairs / 20
            ~ ') desc, mask limit 1'
        ) -%}
        {%- if best.rows | length == 0 -%}
            {%- set state.done = true -%}
        {%- else -%}
            {%- set row = best.rows[0] -%}
            {%- set mask = row[0] | int -%}
            {%- set state.pairs = state.pairs + row[1] | int -%}
            {%- set state.share = state.share + row[2] | float -%}
            {%- set parts = [] -%}
            {%- for key in keys if mask // key.bit % 2 == 1 -%}
                {%- do parts.append(key) -%}
            {%- endfor -%}
            {%- do chosen.append({
                'expressions': parts | map(attribute='expression') | list,
                'explode': parts | map(attribute='array') | select | first | default(none),
                'n_pairs': row[1] | int, 'share': row[3] | float, 'share_new': row[2] | float,
                'n_pairs_so_far': state.pairs, 'share_so_far': state.share,
            }) -%}
            {% do run_query('delete from link__advice_candidates where mask = ' ~ mask) %}
            {% do run_query('create or replace temp table link__advice_matches as '
                ~ data_first._matches_left(mask, row[4], row[5] | int)) %}
        {%- endif -%}
    {%- endfor -%}
    {% do return(chosen) %}
{% endmacro %}


{#- The matches after a rule: what agrees on it is found, but for those whose block is too large,
    which no rule over the same columns finds either. -#}
{% macro _matches_left(mask, kept, columns) %}
select
    mask,
    n,
    case
        when
            mask & {{ mask }} = {{ mask }}
            and (stuck = 0 or {{ columns }} & stuck <> {{ columns }})
            then 0
        else n_left
    end as n_left,
    stuck,
from link__advice_matches
union all
select mask, 0 as n, n_left * (1 - {{ kept }}) as n_left, {{ columns }} | stuck as stuck,
from link__advice_matches
where
    mask & {{ mask }} = {{ mask }}
    and (stuck = 0 or {{ columns }} & stuck <> {{ columns }})
    and n_left * (1 - {{ kept }}) > 1e-9
{% endmacro %}
