{#- One plain-English sentence a pair, from what explained_pairs() selects: profile_id_l, profile_id_r,
    sentence.

    It says how likely the two records are one `entity`, what speaks for it and what against it, the
    strongest first, what could not be compared, and how rare matches are to begin with. -#}
{% macro pair_sentences(settings, waterfall, entity='entity') %}
with link__bars as (
    select
        *,
        match_weight + tf_adjustment as bits,
        replace(bar, '_', ' ') as name,
    from {{ waterfall }}
),

link__phrases as (
    select
        *,
        case
            when bar = 'names_tried' then label
            -- a label that speaks of its comparison needs no name before it
            when len(list_filter(
                string_split(lower(name), ' '),
                lambda word: length(word) > 3 and contains(lower(label), word)
            )) > 0 then label
            else name || ': ' || label
        end as says,
        case
            when abs(tf_adjustment) < 0.05 then ''
            else case when ends_with(tf_term, 's') then ', ' else ', a ' end
                || case when tf_adjustment > 0 then 'rare ' else 'common ' end
                || replace(tf_term, '_', ' ') || {{ data_first._bits_text('tf_adjustment') }}
        end as because,
        says || ' (' || ltrim({{ data_first._bits_text('match_weight') }}) || ' bits' || because || ')'
            as phrase,
    from link__bars
),

link__pairs as (
    select
        profile_id_l,
        profile_id_r,
        max(match_probability) filter (where bar = 'total') as match_probability,
        max(match_weight) filter (where bar = 'prior') as prior_match_weight,
        string_agg(phrase, ', ' order by bits desc, bar_no)
            filter (where bits > 0 and bar not in ('prior', 'total')) as speaks_for,
        string_agg(phrase, ', ' order by bits, bar_no)
            filter (where bits < 0 and bar not in ('prior', 'total')) as speaks_against,
        string_agg(name, ', ' order by bar_no)
            filter (where m_probability is null and bits = 0 and bar not in ('prior', 'total'))
            as not_compared,
    from link__phrases
    group by profile_id_l, profile_id_r
)

select
    profile_id_l,
    profile_id_r,
    'These records are ' || case
        when match_probability >= 0.99 then 'very likely'
        when match_probability >= 0.8 then 'likely'
        when match_probability >= 0.5 then 'more likely than not'
        when match_probability >= 0.2 then 'probably not'
        when match_probability >= 0.01 then 'unlikely to be'
        else 'very unlikely to be'
    end || ' the same {{ entity }} (' || {{ data_first._percent_text('match_probability') }} || ')'
    || coalesce(': ' || speaks_for, ': nothing speaks for it')
    || coalesce('; against it: ' || speaks_against, '')
    || coalesce('; nothing to compare in ' || not_compared, '')
    || '; to begin with, ' || {{ data_first._odds_text('prior_match_weight') }}
    || ' matches (' || ltrim({{ data_first._bits_text('prior_match_weight') }}) || ' bits).' as sentence,
from link__pairs
{% endmacro %}


{#- Bits with their sign and one digit after the point. -#}
{% macro _bits_text(bits) -%}
    printf(' %+.1f', {{ bits }})
{%- endmacro %}


{#- A probability in per cent, never rounded to certainty. -#}
{% macro _percent_text(probability) -%}
    case
        when {{ probability }} > 0.9995 then 'over 99.9 %'
        when {{ probability }} < 0.0005 then 'under 0.1 %'
        else printf('%.1f %%', 100 * {{ probability }})
    end
{%- endmacro %}


{#- How many such pairs there are to one match: `one such pair in 12,000`. -#}
{% macro _odds_text(bits) -%}
    'one such pair in ' || format(
        '{:,}',
        cast(round(1 / {{ data_first.match_probability(bits) }}, case
            when {{ bits }} < -14 then -3 when {{ bits }} < -7 then -1 else 0
        end) as bigint)
    )
{%- endmacro %}
