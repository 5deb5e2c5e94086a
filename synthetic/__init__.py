"""Synthetic extracts of justice systems, with known truth.

There is no public data of this kind, so the generator is a product of its own: analysts and
researchers practise on it, and the linkage is measured against its truth.

Run it::

    python -m synthetic --people 20000 --seed 1 --out data
    python -m synthetic --people 20000 --seed 1 --out data --dirt heavy     # MoJ's own error rates
    python -m synthetic --people 20000 --seed 1 --out data --only people    # person tables alone
    python -m synthetic --records 66700000 --out data --only linkage --proportions national

It writes ``data/extracts/<system>/<table>.parquet`` (``libra``, ``xhibit``, ``nomis``, ``delius``,
``familyman``, ``caseman``, ``pcol``, ``oasys``, ``pnc``, ``npd``),
``data/extracts/reference/postcode_lookup.parquet``, ``data/truth/person.parquet``,
``data/truth/case_link.parquet`` and, last of all, ``data/extracts/_sample.json``, by which a
build knows that it reads the sample. The same seed gives the same bytes, whatever the number of
worker processes (``DATA_FIRST_WORKERS``, default: up to two). No person here exists.

``--proportions national`` has as many records of each system as the national master record, and
adds ``data/extracts/conformed``: Common Platform, family courts and civil courts, with people who
come to no other court. ``--proportions criminal_justice`` has the four systems alone, in the
proportions of their research data sets. What each has is at the end of settings.yml.

How it is made, in the order of the data:

==================  ===============================================================================
settings.yml        every rate, with a comment; ``settings.py`` reads it and applies a dirt profile
                    and proportions; rates/: those of one system each
part.py             ``Part``: one block of people, its random streams and its id ranges
names.py            given names and surnames by origin, sex and birth decade (``name_lists.yml``)
places.py           towns, courts, police forces, postcodes, LSOAs, prisons (``places.yml``)
offences.py         offence types and how courts deal with them (``offences.yml``)
identifiers.py      PNC, CRO, CRN, prison number, URN, ASN, case number, from integers
arrays.py           small vectorised helpers (draws, dates, text); slips.py: slips in one word
people.py           who: persons, households, twins, names over time, addresses over time
careers.py          when: how often and on which dates people come to a magistrates' court
courts.py           what: magistrates' appearances and their offences
crown.py            what next: Crown Court cases, split, rolled up and appealed
sentences.py        then: sentences and custody spells
lives.py            ``Lives``: all of that as tables, each made when it is first asked for
dirt.py             how a system writes a person down: typing errors, aliases, missing values
libra.py            magistrates' courts as Libra holds them (with libra_people.py); likewise
                    xhibit.py (Crown Court), nomis.py (prisons), delius.py (probation) and
                    familyman.py (family courts), each with modules of its own name
                    (xhibit_*.py, ...), listed at its top
oasys.py            offender assessments as OASys holds them (with oasys_*.py)
caseman.py          civil courts as CaseMan holds them (with caseman_*.py), and pcol.py, Possession
                    Claim Online, whose claims are made by the same modules; civil_tables.py: what
                    both write alike
court_only.py       people who come to family and civil courts alone
school_only.py      pupils whom no court knows, and all who may be pupils
pnc.py, npd.py      the police computer and the pupil database, with modules of their names: they
                    are linked with each other alone (``data/truth/education.parquet``)
conformed.py        Common Platform, FamilyMan and CaseMan as conformed person records
schemas.py          how a system declares its tables, and how rows come into their shape
writer.py           parts -> Parquet files, in order, in bounded memory; ``__main__.py`` is the CLI
==================  ===============================================================================

A system module gives ``SCHEMA`` (table -> pyarrow.Schema), ``PERSON_TABLES`` (the tables written
under ``--only people``), ``LINKAGE_TABLES`` (those that ``--only linkage`` adds, so that a
linkage finds all that it reads), ``tables(part, lives)`` and ``truth(part, lives, tables)``. It
must look at ``part.only_people`` and then touch nothing that its person tables do not need:
``Lives`` is lazy, so a table that nobody asks for costs nothing.
"""
