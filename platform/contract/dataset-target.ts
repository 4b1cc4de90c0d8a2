/**
 * What the signature of a request for a dataset covers beside its body: the method, the address with its query, and the media type.
 * It has a space, so that no signature for the graph, whose text begins with a service's name alone, is one for it.
 */
export const datasetTarget = (method: string, path: string, mediaType = ''): string => `${method} ${path} ${mediaType}`;
