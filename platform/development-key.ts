import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { Env } from './env.ts';
import { OperatorError } from './errors.ts';

/** Whom the tokens of local work are from and for, and how they are signed. */
export const development = { issuer: 'maillage-development', audience: 'maillage', algorithm: 'ES256' };

/** The file of the key in the data folder. */
export const developmentKeyName = 'development-key.json';

/** Where the key of the tokens for local work stands. */
export const developmentKeyFile = ({ JWT_DEVELOPMENT_KEY, DATA_DIR }: Env): string =>
  JWT_DEVELOPMENT_KEY ?? join(DATA_DIR, developmentKeyName);

/** What a token is minted of. */
export interface TokenOptions {
  /** The FINESS number of the institution that it is for. */
  institution: string;
  scopes: string[];
  hours: number;
  /** The claim that holds the institution. */
  claim: string;
}

/**
 * A token for local work, signed with the key in the file, which is made on first use for its owner alone to read.
 * @throws OperatorError where the file holds no such key
 */
export async function mintToken(file: string, options: TokenOptions): Promise<string> {
  const { institution, scopes, hours, claim } = options;
  const seconds = Math.floor(Date.now() / 1000);
  return new SignJWT({ [claim]: institution, scope: scopes.join(' ') })
    .setProtectedHeader({ alg: development.algorithm, typ: 'JWT' })
    .setIssuer(development.issuer)
    .setAudience(development.audience)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + Math.round(hours * 3600))
    .sign((await readKey(file)) ?? (await makeKey(file)));
}

/** The key that the tokens of a file are verified with; null where none was minted. @throws OperatorError as above */
export async function verificationKey(file: string): Promise<CryptoKey | null> {
  return readKey(file, ({ kty, crv, x, y }) => ({ kty, crv, x, y }) as JWK);
}

async function makeKey(file: string): Promise<CryptoKey> {
  const { privateKey } = await generateKeyPair(development.algorithm, { extractable: true });
  await mkdir(dirname(file), { recursive: true });
  // Hidden, as the data folder may be looked at meanwhile, and has to hold nothing else than a hub's data.
  const fresh = join(dirname(file), `.${basename(file)}.${randomUUID()}`);
  await writeFile(fresh, `${JSON.stringify(await exportJWK(privateKey))}\n`, { mode: 0o600 });
  // The first one to put it there wins, and is read by all.
  await link(fresh, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(fresh);
  return (await readKey(file))!;
}

async function readKey(file: string, part = (key: JWK): JWK => key): Promise<CryptoKey | null> {
  try {
    const key = JSON.parse(await readFile(file, 'utf8')) as JWK;
    return (await importJWK(part(key), development.algorithm)) as CryptoKey;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new OperatorError(`The file ${file} holds no development key: remove it, and mint the tokens again.`);
  }
}
