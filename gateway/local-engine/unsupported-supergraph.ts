/** A supergraph that the local engine cannot execute over the given subgraphs; the message names what is in its way. */
export class UnsupportedSupergraph extends Error {
  override name = 'UnsupportedSupergraph';
}
