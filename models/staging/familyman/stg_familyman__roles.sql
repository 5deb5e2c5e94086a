select
    role as role_id,
    {{ blank_to_null('case_number') }} as case_number,
    party as party_id,
    {{ blank_to_null('role_model') }} as role_model,
    representative_role as representative_role_id,
    coalesce(upper({{ blank_to_null('delete_flag') }}) = 'Y', false) as is_deleted,
from {{ data_first.source_or_empty('familyman', 'roles') }}
