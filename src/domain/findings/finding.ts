import type { Connection } from '#domain/connection';
import type { Names } from '#domain/names';
import type { Phrase } from '#domain/phrase';
import type { TokenRow } from '#domain/search-row';
import type { Server } from '#domain/server';
import { fixFor, type Fix } from './fixes.ts';
import type { Group } from './group.ts';
import type { Severity } from './rule.ts';
import { type RuleId, ruleOf } from './rules.ts';

/** Who uses a token, as somebody recorded it: names of client programs, or words that hold them. */
export interface RecordedUse {
  readonly clients: readonly string[];
}

/** What people noted in this app of where the values of tokens are kept (by token key) tells what uses them. */
export function useByNotes(notes: Readonly<Record<string, string>>): ReadonlyMap<string, RecordedUse> {
  return new Map(Object.entries(notes).map(([key, note]) => [key, { clients: [note] }]));
}

/**
 * What is known of a server when its tokens are judged. `now` and times in ms since 1970. `use`
 * (by token key) is there only if somebody knows it; a rule that needs it is silent without.
 */
export interface Known {
  readonly connection: Pick<Connection, 'plainHttp'>;
  readonly server: Server;
  readonly rows: readonly TokenRow[];
  readonly names: Names;
  readonly now: number;
  readonly use?: ReadonlyMap<string, RecordedUse> | undefined;
}

/**
 * Something that should be looked at. `key` stays the same as long as it is about the same thing; `basis` is another
 * text as soon as a fact behind it is another. `rows` are the tokens it is about; none when it is about the server
 * itself. `places`: where those stand among all that were judged, if that is known.
 */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly key: string;
  readonly rows: readonly TokenRow[];
  readonly places?: Uint32Array;
  readonly words: Phrase;
  readonly basis: string;
  readonly fix: Fix;
}

/** What a rule found: about which tokens, in words, and what else than the tokens themselves its basis is made of. */
export interface Found {
  readonly about: string;
  readonly group: Group;
  readonly words: Phrase;
  readonly facts?: string;
}

/** Makes the finding of a rule. */
export function findingOf(rule: RuleId, { about, group, words, facts = '' }: Found, { server }: Known): Finding {
  const { rows } = group;
  return {
    rule,
    severity: ruleOf(rule).severity,
    key: `${rule}:${about}`,
    rows,
    words,
    basis: rows.length === 0 ? facts : `${group.mark}${facts}`,
    fix: fixFor(ruleOf(rule).cure, rows, server),
  };
}
