import { isUtf8 } from 'node:buffer';

const windows1252 = new TextDecoder('windows-1252');

/** The text of some bytes: UTF-8 if they are valid UTF-8, otherwise windows-1252. */
export const decoded = (bytes: Buffer): string => (isUtf8(bytes) ? bytes.toString('utf8') : windows1252.decode(bytes));
