import type pg from 'pg';

/**
 * What the server's log gets of a role's work: no statement, and no error of one, which may quote a client's value.
 * Lost connections and refused logins are logged.
 */
const settings = { log_min_error_statement: 'panic', log_min_messages: 'log' };

/**
 * Keeps the statements of a role out of the server's log, as far as the owner may: these settings are a superuser's,
 * who may grant them to the owner (`grant set on parameter log_min_error_statement, log_min_messages to …`).
 */
export async function keepFromLog(owner: pg.Client, role: string): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    const { rows } = await owner.query<{ missing: boolean }>(isMissing, [name, role]);
    if (rows[0]!.missing) await owner.query(`alter role ${owner.escapeIdentifier(role)} set ${name} = ${value}`);
  }
}

// Only if needed, and not if the operator has chosen otherwise: roles belong to the whole server, where another process may alter the same one.
const isMissing = `
  select has_parameter_privilege($1, 'set') and not exists (
    select from pg_db_role_setting join pg_roles on pg_roles.oid = setrole
      cross join unnest(setconfig) as setting
    where rolname = $2 and setdatabase = 0 and split_part(setting, '=', 1) = $1) as missing`;
