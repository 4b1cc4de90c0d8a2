import { serviceNames, services } from '../services/registry.ts';
import { readChanges } from '../services/kit/database/change-log/reader.ts';
import { changeLog, roleOf, serviceOf, serviceUrl } from '../services/kit/database/role.ts';
import type { Env } from '../platform/env.ts';
import type { Logger } from '../platform/logger.ts';
import type { Running } from '../platform/process.ts';

/**
 * Keeps the change log of a database, unless another process does.
 * @param url of the database: as its owner, or as a service's role, from which the log's own cannot be derived
 */
export function keepChangeLog(env: Env, url: string, logger: Logger): Running {
  const given = env.CHANGES_DATABASE_URL ?? url;
  const role = serviceOf(given, serviceNames);
  if (role === undefined)
    return readChanges(serviceUrl(changeLog, given), services, logger, { keptDays: env.CHANGES_KEPT_DAYS });
  logger.warn(
    `The change log is not read here: the role ${roleOf(role)} may not. Set CHANGES_DATABASE_URL to the URL of ${roleOf(changeLog)}, which \`maillage roles\` prints.`,
  );
  return { close: async () => undefined };
}
