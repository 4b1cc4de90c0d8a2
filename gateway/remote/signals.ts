const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Makes something without letting it listen to the process's signals: the runtime would end its requests to services at
 * the first one, while their clients still wait for an answer. Whoever runs the gateway ends it, by `dispose`.
 */
export function deafToSignals<Made>(make: () => Made): Made {
  const known = SIGNALS.map((signal) => process.listeners(signal));
  const made = make();
  for (const [index, signal] of SIGNALS.entries()) {
    for (const listener of process.listeners(signal)) {
      if (!known[index]!.includes(listener)) process.off(signal, listener);
    }
  }
  return made;
}
