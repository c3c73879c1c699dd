import { expect, test } from '@jest/globals'
import { unqualifiedNameAdvice } from '../../../src/restore/drill/unqualified-name.ts'

// Output of pg_restore 15 and 17.
const GENERATED_COLUMN = `pg_restore: error: could not execute query: ERROR:  relation "rates" does not exist
LINE 1: SELECT amount * (SELECT rate FROM rates LIMIT 1)
                                          ^
QUERY:  SELECT amount * (SELECT rate FROM rates LIMIT 1)
CONTEXT:  SQL function "rated" during inlining
Command was: CREATE TABLE public.bills (
    amount integer,
    total integer GENERATED ALWAYS AS (public.rated(amount)) STORED
);


`
const MATERIALIZED_VIEW = `pg_restore: error: could not execute query: ERROR:  relation "bills" does not exist
LINE 1: (SELECT max(amount) FROM bills)
                                 ^
QUERY:  (SELECT max(amount) FROM bills)
CONTEXT:  PL/pgSQL function public.highest() line 1 at RETURN
Command was: REFRESH MATERIALIZED VIEW public.summary;
`
const INDEX = `pg_restore: error: could not execute query: ERROR:  function unaccent(text) does not exist
LINE 1:  SELECT unaccent($1)
                ^
HINT:  No function matches the given name and argument types. You might need to add explicit type casts.
QUERY:   SELECT unaccent($1)
CONTEXT:  SQL function "plain" during inlining
Command was: CREATE INDEX names_plain ON public.names USING btree (public.plain(name));
`
const CHECK = `pg_restore: error: COPY failed for table "parts": ERROR:  relation "limits" does not exist
LINE 1: n < (SELECT high FROM limits)
                              ^
QUERY:  n < (SELECT high FROM limits)
CONTEXT:  PL/pgSQL function public.fits(integer) line 1 at RETURN
COPY parts, line 1: "1"
`
const DOMAIN = `pg_restore: error: COPY failed for table "d": ERROR:  type "hstore" does not exist
CONTEXT:  PL/pgSQL function public.isit(public.hstore) line 1 at RETURN
COPY d, line 1, column o: ""a"=>"1""
`

test.each([
  ['a generated column', GENERATED_COLUMN, 'CREATE TABLE public.bills calls function rated, ', 'rated'],
  [
    'a materialized view',
    MATERIALIZED_VIEW,
    'REFRESH MATERIALIZED VIEW public.summary calls function public.highest(), ',
    'public.highest()',
  ],
  ['an index', INDEX, 'CREATE INDEX names_plain ON public.names USING btree calls function plain, ', 'plain'],
  ['a constraint', CHECK, 'table parts calls function public.fits(integer), ', 'public.fits(integer)'],
  ['a domain', DOMAIN, 'table d calls function public.isit(public.hstore), ', 'public.isit(public.hstore)'],
])('object and fix are reported for %s', (_name, stderr, object, called) => {
  expect(unqualifiedNameAdvice(stderr)).toBe(
    `${object}which uses an unqualified name, but a restore runs with an empty search_path. In the live database, run: ALTER FUNCTION ${called} SET search_path = public (or the schema of the name), then back up again`,
  )
})

test.each([
  [
    'a role',
    'pg_restore: error: could not execute query: ERROR:  role "app" does not exist\nCommand was: ALTER TABLE x\n',
  ],
  ['nothing', ''],
  [
    'a function that fails',
    'ERROR:  division by zero\nCONTEXT:  PL/pgSQL function public.fits(integer) line 1 at RETURN\n',
  ],
])('no advice is given for %s', (_name, stderr) => {
  expect(unqualifiedNameAdvice(stderr)).toBeUndefined()
})
