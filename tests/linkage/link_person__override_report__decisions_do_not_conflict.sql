-- Decisions that contradict each other, and about a record and itself: take one of them back.
select * from {{ ref('link_person__override_report') }}
where status in ('conflicting', 'self pair')
