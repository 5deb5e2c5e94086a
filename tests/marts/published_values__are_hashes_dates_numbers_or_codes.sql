{% set conformed = ref('stg_conformed__person_records') %}

-- Anything else in a published text column may be a name, an address or an identifier.
-- Mend: leave the column out, hash it, or list its values in a seed under seeds/reference.
{{ data_first.unsafe_values(
    data_first.published_columns(),
    labels='(select source_dataset from ' ~ conformed ~ ')'
) }}
