import 'reflect-metadata';
import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType({ description: 'An object with a global id.', autoRegisterImplementations: false })
export abstract class Node {
  @Field(() => ID, { description: 'An opaque id, unique in the whole graph, for `node(id)`.' })
  id!: string;
}

/** The global id of an object, from its type and key. */
export function encodeNodeId(typename: string, key: string): string {
  return Buffer.from(`${typename}:${key}`).toString('base64url');
}

/** The type and key of a global id; null if the text is not a global id. */
export function decodeNodeId(id: string): { typename: string; key: string } | null {
  const text = Buffer.from(id, 'base64url').toString();
  const match = /^([A-Za-z]+):(.+)$/.exec(text);
  return match && encodeNodeId(match[1]!, match[2]!) === id ? { typename: match[1]!, key: match[2]! } : null;
}
