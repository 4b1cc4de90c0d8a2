import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { Env } from './env.ts';
import { OperatorError } from './errors.ts';

/** The issuer, audience and signature algorithm of development tokens. */
export const development = { issuer: 'maillage-development', audience: 'maillage', algorithm: 'ES256' };

/** The name of the key's file in the data folder. */
export const developmentKeyName = 'development-key.json';

/** The path of the key that signs development tokens. */
export const developmentKeyFile = ({ JWT_DEVELOPMENT_KEY, DATA_DIR }: Env): string =>
  JWT_DEVELOPMENT_KEY ?? join(DATA_DIR, developmentKeyName);

/** The content of a development token. */
export interface TokenOptions {
  /** The FINESS number of the institution. */
  institution: string;
  scopes: string[];
  hours: number;
  /** The name of the claim with the institution. */
  claim: string;
}

/**
 * Creates a token for local development, signed with the key in the file. The file is created on first use, readable
 * only by its owner.
 * @throws OperatorError when the file has no valid key
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

/** The public key of a file; null if no token was created with it. @throws OperatorError when it has no valid key */
export async function verificationKey(file: string): Promise<CryptoKey | null> {
  return readKey(file, ({ kty, crv, x, y }) => ({ kty, crv, x, y }) as JWK);
}

async function makeKey(file: string): Promise<CryptoKey> {
  const { privateKey } = await generateKeyPair(development.algorithm, { extractable: true });
  await mkdir(dirname(file), { recursive: true });
  // A dotfile, since a process that checks the data folder meanwhile would refuse any other name.
  const fresh = join(dirname(file), `.${basename(file)}.${randomUUID()}`);
  await writeFile(fresh, `${JSON.stringify(await exportJWK(privateKey))}\n`, { mode: 0o600 });
  // The first process to create it wins. The others read the winner's.
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
    throw new OperatorError(`The file ${file} is not a valid development key: remove it, and create new tokens.`);
  }
}
