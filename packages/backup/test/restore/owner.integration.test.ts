import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { backUp } from '../../src/backup/back-up.ts'
import { restore } from '../../src/restore/restore.ts'
import { fingerprint } from './restore-observe.ts'
import { type Scene, startScene } from './restore-scene.ts'

/** Everything here is created by `clerk`, the owner of database `shop`, who is not a superuser and tries to become one. */
let scene: Scene
let before: string
let backup: string

/** SQL that creates a file if the current user can start programs, and fails silently otherwise. */
const escalating = (file: string): string =>
  `BEGIN EXECUTE $run$COPY (SELECT 1) TO PROGRAM 'touch /tmp/${file}'$run$; EXCEPTION WHEN OTHERS THEN NULL; END;`

const OWNED = `SET SESSION AUTHORIZATION clerk;
CREATE FUNCTION fits(n int) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
  ${escalating('check')}
  BEGIN PERFORM set_config('role', 'none', false), set_config('session_authorization', 'erp_owner', false); EXCEPTION WHEN OTHERS THEN NULL; END;
  ${escalating('reset')}
  RETURN true;
END $$;
CREATE FUNCTION by_column() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ${escalating('generated')} END $$;
CREATE FUNCTION doubled(n int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN PERFORM public.by_column(); RETURN n * 2; END $$;
CREATE DOMAIN part AS int CHECK (public.fits(VALUE));
CREATE TABLE parts (id serial PRIMARY KEY, n int CHECK (fits(n)), p part, d int GENERATED ALWAYS AS (doubled(n)) STORED);
INSERT INTO parts (n, p) SELECT g, g FROM generate_series(1, 50) AS g;
CREATE FUNCTION whole(row_ parts) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN ${escalating('late')} RETURN true; END $$;
ALTER TABLE parts ADD CHECK (whole(parts.*));
ALTER TABLE parts ADD CHECK (n < 10) NOT VALID;
CREATE INDEX ON parts (doubled(n));
SELECT lo_from_bytea(4711, 'of the clerk');
-- Shadow those of pg_catalog for sessions without a safe search_path.
CREATE FUNCTION current_setting(text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN ${escalating('search-path')} RETURN pg_catalog.current_setting($1); END $$;
CREATE FUNCTION format(text, name, text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN ${escalating('member')} RETURN pg_catalog.format($1, $2, $3); END $$;
CREATE VIEW alembic_version AS SELECT current_setting('server_version')::varchar AS version_num;
RESET SESSION AUTHORIZATION;
ALTER DATABASE shop SET application_name = '; COPY (SELECT 1) TO PROGRAM $$touch /tmp/comment$$; --';
ALTER DATABASE shop SET search_path = public, pg_catalog;
ALTER DATABASE shop SET my.odd_name = 'it''s \\';
ALTER ROLE clerk IN DATABASE shop SET temp_tablespaces = '';
COMMENT ON DATABASE shop IS 'x
-- y';
REVOKE TEMPORARY ON DATABASE shop FROM PUBLIC;
GRANT CREATE ON DATABASE shop TO clerk WITH GRANT OPTION;
SET SESSION AUTHORIZATION clerk;
GRANT CREATE ON DATABASE shop TO reader;
RESET SESSION AUTHORIZATION;
ALTER DATABASE shop CONNECTION LIMIT 40;`

/** In database postgres, where every role could create functions before PostgreSQL 15. */
const PLANTED = `GRANT CREATE ON SCHEMA public TO clerk;
SET SESSION AUTHORIZATION clerk;
CREATE FUNCTION format(text, text, text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN ${escalating('swap')} RETURN pg_catalog.format($1, $2, $3); END $$;`

const inputs = (): Scene['inputs'] => ({
  ...scene.inputs,
  login: { ...scene.inputs.login, database: 'shop' },
})
const FILES = 'check reset generated late search-path member swap comment'
/** The code that was run by a role that can start programs. */
const escalated = async (): Promise<string> =>
  (await scene.inside(`cd /tmp; ls -d ${FILES} 2>/dev/null || true`)).trim()

beforeAll(async () => {
  scene = await startScene()
  await scene.sql('CREATE ROLE clerk; CREATE ROLE reader; CREATE DATABASE shop OWNER clerk', 'postgres')
  await scene.sql('ALTER SCHEMA public OWNER TO clerk', 'shop')
  await scene.sql(OWNED, 'shop')
  await scene.sql(PLANTED, 'postgres')
  before = await fingerprint(scene, 'shop')
  await scene.inside(`cd /tmp; rm -f ${FILES}`)
})
afterAll(() => scene?.stop())

describe('code of a database owner is never run by a superuser of the live server', () => {
  test('during a backup with a drill', async () => {
    backup = (await backUp({ ...inputs(), verify: 3 }, scene.ports()))['backup-id']
    expect(await escalated()).toBe('')
  })

  test('during a restore, which restores all of it', async () => {
    await scene.sql('DELETE FROM parts WHERE id > 10; ALTER DATABASE shop RESET ALL', 'shop')
    await scene.inside(`cd /tmp; rm -f ${FILES}`)
    const wanted = { backupId: backup, confirm: 'shop', skipSafetyBackupReason: 'test' }
    await restore({ ...inputs(), ...wanted }, scene.ports())
    expect(await escalated()).toBe('')
    expect(await fingerprint(scene, 'shop')).toBe(before)
    expect(await scene.sql("SELECT rolname FROM pg_roles WHERE rolname LIKE 'tsh%'", 'postgres')).toBe('')
  })
})
