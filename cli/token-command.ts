import { Command } from 'commander';
import { isKnownEstablishment } from '../imports/known-establishment.ts';
import { developmentKeyFile, mintToken } from '../platform/development-key.ts';
import { readEnv, type Env } from '../platform/env.ts';
import { OperatorError } from '../platform/errors.ts';
import type { Database } from '../services/kit/database/open-database.ts';
import { finessPattern } from '../platform/contract/finess.ts';

interface Options {
  institution: string;
  scope: string[];
  hours: string;
}

const maxHours = 24 * 365;

/**
 * `maillage token`: creates bearer tokens for local development, which a hub without an issuer accepts outside production.
 * @param open opens the hub's database, which knows the institutions
 */
export function tokenCommand(open: () => Promise<Database>): Command {
  return new Command('token')
    .description('create a bearer token for local development, for a hub without an issuer; production refuses it')
    .requiredOption('--institution <finess>', "the FINESS number of the institution, one of the hub's establishments")
    .option('--scope <scope...>', 'the scopes: partner, for data that only partner institutions may see', [])
    .option('--hours <hours>', 'how long the token is valid', '8')
    .action(async ({ institution, scope, hours }: Options) => {
      const env = readEnv();
      refuseForeignTokens(env);
      if (!finessPattern.test(institution))
        throw new OperatorError(`--institution is "${institution}": expected a FINESS number of 9 characters.`);
      if (!(Number(hours) > 0 && Number(hours) <= maxHours))
        throw new OperatorError(`--hours is "${hours}": expected a number above 0, at most ${maxHours}.`);
      await requireKnown(institution, open);
      const token = await mintToken(developmentKeyFile(env), {
        institution,
        scopes: scope.flatMap((scopes) => scopes.split(/[ ,]+/).filter(Boolean)),
        hours: Number(hours),
        claim: env.JWT_INSTITUTION_CLAIM,
      });
      process.stdout.write(`${token}\n`);
    });
}

/** @throws OperatorError when the hub accepts only tokens of an issuer */
function refuseForeignTokens({ NODE_ENV, JWT_ISSUER: issuer }: Env): void {
  if (NODE_ENV === 'production')
    throw new OperatorError(
      'NODE_ENV is production, which refuses the tokens of `maillage token`: get one from the issuer.',
    );
  if (issuer !== undefined)
    throw new OperatorError(`The hub accepts only tokens of ${issuer} (JWT_ISSUER): get one from that issuer.`);
}

/** @throws OperatorError when the hub does not know the institution, or its database is unavailable */
async function requireKnown(institution: string, open: () => Promise<Database>): Promise<void> {
  const database = await open();
  try {
    if (await isKnownEstablishment(database.url, institution)) return;
  } finally {
    await database.close();
  }
  throw new OperatorError(
    `--institution is "${institution}": the hub does not know an establishment with this FINESS number. Correct it, or load the register that lists it (\`npx maillage import\`, see docs/importing.md).`,
  );
}
