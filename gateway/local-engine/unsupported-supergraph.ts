/** A supergraph that the local engine cannot execute over the given subgraphs; the message names the reason. */
export class UnsupportedSupergraph extends Error {
  override name = 'UnsupportedSupergraph';
}
