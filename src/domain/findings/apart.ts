import { namesOf } from '#domain/names';
import type { Resources } from '#domain/resource';
import { toRow } from '#domain/search-row';
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

/** Holds tokens that came from another thread against every rule. */
export function judgeSent({ resources, ...facts }: SentKnown, tokens: readonly Token[]): SentFinding[] {
  const names = namesOf(resources, facts.server.organizations);
  const rows = tokens.map((token) => toRow(token, names));
  const places = new Map(rows.map((row, place) => [row, place]));
  return findingsOf({ ...facts, names, rows }).map(({ rows: about, ...finding }) => ({
    ...finding,
    places: Uint32Array.from(about, (row) => places.get(row) ?? 0),
  }));
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
