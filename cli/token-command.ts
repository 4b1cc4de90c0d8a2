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

const MAX_HOURS = 24 * 365;

/** `maillage token`: bearer tokens for local work, which a hub without an issuer accepts outside of production. */
export const tokenCommand = new Command('token')
  .description('mint a bearer token for local work, which a hub without an issuer accepts; production refuses it')
  .requiredOption('--institution <finess>', 'the FINESS number of the institution that it is for')
  .option('--scope <scope...>', 'what it allows: partner, for what partner institutions may see', [])
  .option('--hours <hours>', 'how long it is good for', '8')
  .action(async ({ institution, scope, hours }: Options) => {
    const env = readEnv();
    if (env.NODE_ENV === 'production')
      throw new OperatorError(
        'NODE_ENV is production, where the tokens of `maillage token` are refused: ask the issuer.',
      );
    if (env.JWT_ISSUER !== undefined)
      throw new OperatorError(
        `The hub takes the tokens of ${env.JWT_ISSUER} (JWT_ISSUER) alone: ask that issuer for one.`,
      );
    if (!finessPattern.test(institution))
      throw new OperatorError(`--institution is "${institution}": give a FINESS number of 9 characters.`);
    if (!(Number(hours) > 0 && Number(hours) <= MAX_HOURS))
      throw new OperatorError(`--hours is "${hours}": give a number above 0, and ${MAX_HOURS} at most.`);
    const token = await mintToken(developmentKeyFile(env), {
      institution,
      scopes: scope.flatMap((words) => words.split(/[ ,]+/).filter(Boolean)),
      hours: Number(hours),
      claim: env.JWT_INSTITUTION_CLAIM,
    });
    process.stdout.write(`${token}\n`);
  });
