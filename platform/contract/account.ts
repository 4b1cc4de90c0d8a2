/** Whose work a request is, and what the database's work on it is charged to. */
export interface Account {
  /** The same for all requests of an institution or an address, and opaque. Without it, a request stands for itself. */
  id?: string;
  /** Whether the operation costs much: its statements run one after the other. */
  isHeavy?: boolean;
  /** Charges a statement of the request: how long the database worked on it, in milliseconds. */
  spend(ms: number): void;
}
