import { grouped } from '#domain/number-words';
import { phraseText, type Phrase } from '#domain/phrase';
import type { TokenRow } from '#domain/search-row';
import { showText } from '#domain/show-text';
import { dateTime, exactTime } from '#domain/time-words';
import type { Judged } from './acceptance.ts';
import type { Finding } from './finding.ts';
import { RULE_IDS, ruleOf } from './rules.ts';
import { titleOf } from './words.ts';

/** What a report says of itself, beside its findings. Times in ms since 1970. */
export interface Report extends Judged {
  readonly name: string;
  readonly address: string;
  readonly product: string;
  readonly version: string;
  /** As whom the tokens were read, and how much of them that shows, in words. */
  readonly asWhom: string;
  readonly complete: string;
  readonly tokens: number;
  readonly readAt?: number | undefined;
  readonly checkedAt: number;
}

/** So many tokens of one finding are named where people read; the JSON names more. */
const MOST_NAMED = 100;
const MOST_IN_JSON = 10_000;

/** One paragraph or list item of a report, to be written in the language of the file. */
type Write = (text: string) => string;

/** The lines on top: which server, when, as whom, how complete. */
export function reportFacts(report: Report, write: Write): [label: string, text: string][] {
  const { name, address, product, version, asWhom, complete, tokens, readAt, checkedAt } = report;
  return [
    ['Server', `${write(name)}, ${write(address)}`],
    ['Product', write(`${product} ${version}`.trim())],
    ['Tokens read', `${grouped(tokens)}, ${exactTime(readAt)}`],
    ['Read with', write(asWhom)],
    ['How complete', write(complete)],
    ['Checked', `${exactTime(checkedAt)} against ${RULE_IDS.length} rules`],
  ];
}

/** A phrase with each piece made safe. */
export function written(phrase: Phrase, write: Write): string {
  return phrase.map(({ text }) => write(text)).join('');
}

/** The tokens of a finding by name and id, and how many are not named. */
export function namedTokens(rows: readonly TokenRow[], write: Write): { named: string[]; more: number } {
  const named = rows
    .slice(0, MOST_NAMED)
    .map((row) => `${write(showText(titleOf(row), 120))} (${write(row.token.id)})`);
  return { named, more: Math.max(0, rows.length - MOST_NAMED) };
}

/** "high: Second operator token", for a heading. */
export function headingOf({ rule, severity }: Finding): string {
  return `${severity}: ${ruleOf(rule).title}`;
}

/** Until when an acceptance holds, for a line. */
export function untilWords(until: number | undefined): string {
  return until === undefined ? 'for good' : `until ${dateTime(until)}`;
}

/** The report for programs; never with a value of a token. */
export function reportJson(report: Report): string {
  const { open, accepted, readAt, checkedAt, ...about } = report;
  const content = {
    about: { ...about, readAt: exactTime(readAt), checkedAt: exactTime(checkedAt), rules: RULE_IDS.length },
    findings: open.map(jsonOf),
    accepted: accepted.map(({ finding, acceptance: { reason, at, until } }) => ({
      ...jsonOf(finding),
      reason,
      acceptedAt: exactTime(at),
      ...(until !== undefined && { until: exactTime(until) }),
    })),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function jsonOf({ rule, severity, key, words, rows }: Finding) {
  const { title, why } = ruleOf(rule);
  return {
    rule,
    severity,
    title,
    words: phraseText(words),
    why,
    key,
    tokenCount: rows.length,
    tokens: rows.slice(0, MOST_IN_JSON).map(({ token: { id, store, description }, owner, org }) => ({
      id,
      store,
      description,
      ...(owner !== '' && { owner }),
      ...(org !== '' && { organization: org }),
    })),
  };
}
