import type { Command } from '#contract/bridge';

/** What menu items and accelerators do: each view says what it does about a command while it is there. */
export class Commands {
  readonly #runs = new Map<Command, Set<() => void>>();

  /** Runs this whenever the command is given. Answers what ends it, as an effect wants it. */
  on(command: Command, run: () => void): () => void {
    const runs = this.#runs.get(command) ?? new Set();
    this.#runs.set(command, runs);
    runs.add(run);
    return () => {
      runs.delete(run);
    };
  }

  give(command: Command): void {
    for (const run of this.#runs.get(command) ?? []) run();
  }
}
