import { namesOf } from '#domain/names';
import type { Resources } from '#domain/resource';
import { toRow, type TokenRow } from '#domain/search-row';
import { SharedParts } from '#domain/shared-parts';
import type { Token } from '#domain/token';
import { findingsOf } from './find.ts';
import type { Finding, Known } from './finding.ts';

/** What is known of a server but for its tokens, as it can be sent to another thread: names are made of it there. */
export type SentKnown = Omit<Known, 'rows' | 'names'> & { readonly resources: Resources | undefined };

/** A finding as it comes back: its tokens by their place in the list. */
export type SentFinding = Omit<Finding, 'rows' | 'places'> & { readonly places: Uint32Array };

/** What is known of a server, as it is sent. */
export function sentOf(known: Known, resources: Resources | undefined): SentKnown {
  const { connection, server, now, use } = known;
  return { connection: { plainHttp: connection.plainHttp }, server, now, use, resources };
}

/** Holds tokens that come from another thread, part by part, against every rule. */
export class Apart {
  readonly #facts: Omit<Known, 'rows'>;
  readonly #rows: TokenRow[] = [];
  readonly #parts = new SharedParts();

  constructor({ resources, ...facts }: SentKnown) {
    this.#facts = { ...facts, names: namesOf(resources, facts.server.organizations) };
  }

  /** Takes a part, while the next one is under way. */
  take(tokens: readonly Token[]): void {
    this.#parts.share(tokens);
    for (const token of tokens) this.#rows.push(toRow(token, this.#facts.names));
  }

  /** What is found when all have come. */
  judge(): SentFinding[] {
    const places = new Map(this.#rows.map((row, place) => [row, place]));
    return findingsOf({ ...this.#facts, rows: this.#rows }).map(({ rows: about, ...finding }) => ({
      ...finding,
      places: Uint32Array.from(about, (row) => places.get(row) ?? 0),
    }));
  }
}

/** The finding with its tokens again, looked up when they are asked for: there may be 100,000 under one rule. */
export function receivedFinding({ places, ...finding }: SentFinding, { rows }: Pick<Known, 'rows'>): Finding {
  return new Received(finding, places, rows);
}

class Received implements Finding {
  readonly rule: Finding['rule'];
  readonly severity: Finding['severity'];
  readonly key: string;
  readonly words: Finding['words'];
  readonly basis: string;
  readonly fix: Finding['fix'];
  readonly places: Uint32Array;
  readonly #all: Known['rows'];
  #rows: Finding['rows'] | undefined;

  constructor(finding: Omit<SentFinding, 'places'>, places: Uint32Array, all: Known['rows']) {
    this.rule = finding.rule;
    this.severity = finding.severity;
    this.key = finding.key;
    this.words = finding.words;
    this.basis = finding.basis;
    this.fix = finding.fix;
    this.places = places;
    this.#all = all;
  }

  get rows(): Finding['rows'] {
    return (this.#rows ??= Array.from(this.places, (place) => this.#all[place]).filter((row) => row !== undefined));
  }
}
