-- Question: For how many Crown Court records is there a magistrates' case, and how sure is it?
-- Share: magistrates' and Crown Court case linking
-- Tables: crown.crown_defendant_case, linking.mags_crown_journey,
--   linking.mags_crown_journey_candidates
-- Grain: route, year
-- How: Crown records by the route by which they came and the year of the first hearing (and all
--   years): the share with a linked case, with a score of at least 0.8 and 0.95, and how many are
--   one of several records of a case (split) or of several cases (rolled up).
-- Caveats: The guide does not ask this; read it before you use the other case questions. A
--   voluntary bill has no magistrates' case, and an appeal comes from one that ended there. Who is
--   not linked is not there by chance: compare them before you leave them out.
with records as (
    select
        coalesce(cases.receipt_type_desc, 'not recorded') as route,
        left(cases.first_hearing_date, 4) as year,
        journeys.estimated_match_score,
        candidates.is_split,
        candidates.is_rolled_up,
    from crown.crown_defendant_case as cases
    left join linking.mags_crown_journey as journeys
        on cases.defendant_on_case_id_hash = journeys.cc_defendant_on_case_id
    left join linking.mags_crown_journey_candidates as candidates
        on
            journeys.cc_defendant_on_case_id = candidates.cc_defendant_on_case_id
            and journeys.mc_defendant_id = candidates.mc_defendant_id
)

select
    coalesce(route, 'all') as route,
    coalesce(year, 'all') as year,
    count(*) as n_records,
    round(count(estimated_match_score) / count(*), 4) as share_linked,
    round(count(*) filter (where estimated_match_score >= 0.8) / count(*), 4) as share_from_80,
    round(count(*) filter (where estimated_match_score >= 0.95) / count(*), 4) as share_from_95,
    round(count(*) filter (where is_split) / count(*), 4) as share_split,
    round(count(*) filter (where is_rolled_up) / count(*), 4) as share_rolled_up,
from records
group by grouping sets ((), (route), (route, year))
order by records.route nulls first, records.year nulls first
