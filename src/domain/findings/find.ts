import { AlikeTokens, sameDescription, sameRights } from './alike-rules.ts';
import { type Finding, findingOf, type Found, type Known } from './finding.ts';
import { fewOf, Gathering } from './gather.ts';
import { factsMarkOf } from './group.ts';
import { LIFE_RULES } from './life-rules.ts';
import { extraOperators } from './operator-rule.ts';
import { RIGHTS_RULES } from './rights-rules.ts';
import { SEVERITIES } from './rule.ts';
import { RULE_IDS, type RuleId } from './rules.ts';
import { SERVER_RULES } from './server-rules.ts';

/** So many tokens are looked at between two pauses. */
const AT_ONCE = 50;

type Steps<T> = Generator<undefined, T>;
type FoundByRule = Map<RuleId, readonly Found[]>;

/**
 * Holds a server against every rule. It can be paused after each step (`next`), and one step takes no more than some
 * milliseconds, however many tokens there are; the time of all grows with their number alone.
 */
export function* findingSteps(known: Known): Steps<readonly Finding[]> {
  const found: FoundByRule = new Map();
  for (const { rule, find } of SERVER_RULES) found.set(rule, some(find(known)));
  found.set('operator-extra', extraOperators(known));
  yield undefined;
  const alike = yield* eachToken(known, found);
  yield* whatIsAlike(alike, known, found);

  const findings: Finding[] = [];
  for (const rule of RULE_IDS) {
    for (const one of fewOf(found.get(rule) ?? [])) findings.push(findingOf(rule, one, known));
    yield undefined;
  }
  return findings.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

/** The same at once. */
export function findingsOf(known: Known): readonly Finding[] {
  const steps = findingSteps(known);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function* eachToken(known: Known, found: FoundByRule): Steps<AlikeTokens> {
  const rules = [...RIGHTS_RULES, ...LIFE_RULES].filter(({ applies }) => applies?.(known) ?? true);
  const gatherings = rules.map((rule) => new Gathering(rule));
  const alike = new AlikeTokens();
  for (const [at, row] of known.rows.entries()) {
    const factsMark = factsMarkOf(row);
    for (const gathering of gatherings) if (gathering.rule.fires(row, known)) gathering.take(row, factsMark);
    alike.take(row, factsMark);
    if (at % AT_ONCE === AT_ONCE - 1) yield undefined;
  }
  for (const gathering of gatherings) {
    found.set(gathering.rule.rule, gathering.found(known));
    yield undefined;
  }
  return alike;
}

function* whatIsAlike(alike: AlikeTokens, { server }: Known, found: FoundByRule): Steps<void> {
  found.set('same-rights', yield* each(alike.rights, sameRights));
  found.set('contained', yield* each(alike.rights, (rights) => alike.contained(rights)));
  // Where the label is a name, no two tokens share it.
  if (server.traits.label === 'description')
    found.set('same-description', yield* each(alike.descriptions, sameDescription));
}

function* each<T>(items: Iterable<T>, find: (item: T) => Found | undefined): Steps<readonly Found[]> {
  const found: Found[] = [];
  let count = 0;
  for (const item of items) {
    const one = find(item);
    if (one) found.push(one);
    if (++count % AT_ONCE === 0) yield undefined;
  }
  return found;
}

function some(found: Found | undefined): readonly Found[] {
  return found ? [found] : [];
}
