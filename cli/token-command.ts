import { Command } from 'commander';
import { developmentKeyFile, mintToken } from '../platform/development-key.ts';
import { readEnv } from '../platform/env.ts';
import { OperatorError } from '../platform/errors.ts';
import { finessPattern } from '../platform/contract/finess.ts';

interface Options {
  institution: string;
  scope: string[];
  hours: string;
}

const maxHours = 24 * 365;

/** `maillage token`: creates bearer tokens for local development, which a hub without an issuer accepts outside production. */
export const tokenCommand = new Command('token')
  .description('create a bearer token for local development, for a hub without an issuer; production refuses it')
  .requiredOption('--institution <finess>', 'the FINESS number of the institution')
  .option('--scope <scope...>', 'the scopes: partner, for data that only partner institutions may see', [])
  .option('--hours <hours>', 'how long the token is valid', '8')
  .action(async ({ institution, scope, hours }: Options) => {
    const env = readEnv();
    if (env.NODE_ENV === 'production')
      throw new OperatorError(
        'NODE_ENV is production, which refuses the tokens of `maillage token`: get one from the issuer.',
      );
    if (env.JWT_ISSUER !== undefined)
      throw new OperatorError(
        `The hub accepts only tokens of ${env.JWT_ISSUER} (JWT_ISSUER): get one from that issuer.`,
      );
    if (!finessPattern.test(institution))
      throw new OperatorError(`--institution is "${institution}": expected a FINESS number of 9 characters.`);
    if (!(Number(hours) > 0 && Number(hours) <= maxHours))
      throw new OperatorError(`--hours is "${hours}": expected a number above 0, at most ${maxHours}.`);
    const token = await mintToken(developmentKeyFile(env), {
      institution,
      scopes: scope.flatMap((scopes) => scopes.split(/[ ,]+/).filter(Boolean)),
      hours: Number(hours),
      claim: env.JWT_INSTITUTION_CLAIM,
    });
    process.stdout.write(`${token}\n`);
  });
