import type { GraphQLParams } from 'graphql-yoga';
import type { AutomaticDocuments } from './documents/automatic.ts';
import type { Documents } from './documents/persisted.ts';
import type { CountOperations } from './rate.ts';
import type { GatewayPlugin } from './request-context.ts';

/** As how many operations a document counts that has to be parsed, validated and planned first. */
export const NEW_DOCUMENT_OPERATIONS = 5;

/** Whether a document has been read before, whatever came of it. */
export type IsKnown = (text: string) => boolean;

/**
 * Counts an operation as several if its document is new: reading a document costs more than most operations, and a comment
 * makes any document new. Registered documents count once; those that a client names by their hash count as their texts do.
 */
export function useNewDocumentCount(
  count: CountOperations,
  isKnown: IsKnown,
  { registered, automatic }: { registered: Documents | undefined; automatic: AutomaticDocuments | undefined },
): GatewayPlugin {
  return {
    onRequestParse({ serverContext }) {
      return {
        async onRequestParseDone({ requestParserResult }) {
          if (serverContext.batch?.refusal) return;
          const params: readonly (GraphQLParams | null)[] = [requestParserResult].flat();
          const texts = new Set(
            params
              .map((each) => each && (each.query ?? automatic?.find(each)))
              .filter((query) => typeof query === 'string'),
          );
          let found = 0;
          for (const text of texts) {
            if (!isKnown(text) && !(await registered?.has(text))) found++;
          }
          if (found > 0) await count(serverContext, found * (NEW_DOCUMENT_OPERATIONS - 1));
        },
      };
    },
  };
}
