{#- A model of records of people from the names of their columns alone: the style that
    benchmarks/accuracy.md measures, for whoever does not want to choose levels and rules.

    - `forename` and `surname`: one joint comparison; `date_of_birth`: a date.
    - `identifiers`: numbers of a person (social security, customer number): equal, one letter
      different, two, more; each blocks by itself.
    - `emails`: equal, user equal, alike, loosely alike, different; address and user block.
    - `postcodes`: equal, one letter different, same sector, same district, two letters, different.
    - `texts`: street, town, occupation: equal, very similar, similar, different.
    - `codes`: sex, state, house number: equal or different; they block nothing.

    Values should be trimmed, in one case and null where they are missing. `wide_blocking` adds rules
    that find many pairs (date of birth alone, the starts of names): right up to about a million
    records; forecast_pairs tells. Further arguments go to linkage_settings() as they are. -#}
{% macro default_linkage_settings(
    model, link_type='dedupe_only', forename=none, surname=none, date_of_birth=none,
    identifiers=[], emails=[], postcodes=[], texts=[], codes=[], wide_blocking=true,
    training={}, clustering={}, blocking={}, max_block_size=2000, collapse_equal_records=true
) %}
    {%- set terms, comparisons = [], [] -%}
    {%- if forename and surname -%}
        {%- do terms.extend([
            data_first.term('forename', [forename]),
            data_first.term('surname', [surname]),
            data_first.term('name', [forename, surname], smooth_by=['forename', 'surname']),
        ]) -%}
        {%- do comparisons.append(data_first.joint_name_comparison(
            forename, surname, tf_name='name', tf_forename='forename', tf_surname='surname',
        )) -%}
    {%- elif forename or surname -%}
        {%- set texts = [forename or surname] + texts -%}
    {%- endif -%}
    {%- if date_of_birth -%}
        {%- do terms.append(data_first.term('date_of_birth', [date_of_birth])) -%}
        {%- do comparisons.append(
            data_first.birth_date_comparison(date_of_birth, tf_term='date_of_birth')
        ) -%}
    {%- endif -%}
    {%- for column in identifiers -%}
        {%- do comparisons.append(data_first.damerau_levenshtein_at_thresholds(column, [1, 2])) -%}
    {%- endfor -%}
    {%- for column in emails -%}
        {%- do comparisons.append(data_first._default_email(column)) -%}
    {%- endfor -%}
    {%- for column in postcodes -%}
        {%- do comparisons.append(data_first._default_postcode(column)) -%}
    {%- endfor -%}
    {%- for column in texts -%}
        {%- do comparisons.append(data_first.configure(
            data_first.jaro_winkler_at_thresholds(column, [0.92, 0.8]),
            term_frequency_adjustments=true,
        )) -%}
    {%- endfor -%}
    {%- for column in codes -%}
        {%- do comparisons.append(data_first.configure(
            data_first.exact_match(column), term_frequency_adjustments=true,
        )) -%}
    {%- endfor -%}
    {%- for column in emails + postcodes + texts + codes -%}
        {%- do terms.append(
            data_first.term(data_first.column_expression(column).output_name, [column])
        ) -%}
    {%- endfor -%}
    {% do return(data_first.linkage_settings(
        model=model,
        link_type=link_type,
        terms=terms,
        comparisons=comparisons,
        blocking_rules=data_first._default_rules(
            forename, surname, date_of_birth, identifiers, emails, postcodes + texts, wide_blocking
        ),
        training=training,
        clustering=clustering,
        blocking=blocking,
        max_block_size=max_block_size,
        collapse_equal_records=collapse_equal_records,
    )) %}
{% endmacro %}
