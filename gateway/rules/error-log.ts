/** Receives the errors that clients do not see: a pino logger fits. */
export interface ErrorLog {
  error(details: object, message: string): void;
}
