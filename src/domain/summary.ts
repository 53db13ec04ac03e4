import { classify } from './classify.ts';
import type { Holder } from './grant-scan.ts';
import { NO_NAMES } from './names.ts';
import type { Names } from './names.ts';
import { holdsData, typeWord, typeWords } from './resource-type.ts';
import { join, merge, name, plain, sentence, wide } from './phrase.ts';
import type { Phrase } from './phrase.ts';
import { byVerb, gathered, homeOf, isHome, listed, standsAlone, widestFirst } from './rights-words.ts';
import { rightsOf } from './rights.ts';
import type { Right } from './rights.ts';
import type { Home } from './rights-words.ts';
import { grouped } from './number-words.ts';

/** How many targets are told by name. */
const SHORT = 3;
const LONG = 12;

/** What a token may do, for a table's cell: "Write **telemetry**, read **downsampled** and 7 more". */
export function shortSummary(token: Holder, names: Names = NO_NAMES): Phrase {
  const known = ofKind(token, names);
  if (known) return sentence(known.short);
  const home = homeOf(token, names);
  const rights = gathered(effective(rightsOf(token.grants, names)), home);
  if (rights.length === 0) return [plain('Nothing')];
  const more = Math.max(0, rights.length - SHORT);
  const wording = {
    sayHome: rights.every(({ scope, type }) => scope === 'organization' && !holdsData(type)),
    sayGone: false,
    last: more > 0 ? ', ' : ' and ',
  };
  const groups = byVerb(widestFirst(rights).slice(0, SHORT)).map(([verb, held]) => [
    plain(`${verb} `),
    ...listed(held, home, wording),
  ]);
  return sentence([...join(groups, ', '), plain(shortTail(rights, more))]);
}

/** What a token may do and what it may not, in sentences: "Can write **telemetry** in acme. Nothing else, and …". */
export function longSummary(token: Holder, names: Names = NO_NAMES): Phrase {
  return merge([plain('Can '), ...abilities(token, names)]);
}

/** The same without its first word, to follow "This token will be able to". Ends with a full stop. */
export function abilities(token: Holder, names: Names = NO_NAMES): Phrase {
  const known = ofKind(token, names);
  const rest = known
    ? [plain(`, also what comes later.${known.limits}`), ...beyond(token, names)]
    : [plain(`.${limits(rightsOf(token.grants, names))}`)];
  return merge([...deeds(token, names), ...rest]);
}

/** What the token does, to follow "can" or "can no longer": "write **telemetry** in acme". */
export function deeds(token: Holder, names: Names = NO_NAMES): Phrase {
  const known = ofKind(token, names);
  if (known) return merge(known.long);
  const home = homeOf(token, names);
  const rights = gathered(effective(rightsOf(token.grants, names)), home);
  if (rights.length === 0) return [plain('do nothing')];
  const atHome =
    rights.some((right) => isHome(right, home)) && rights.every((right) => isHome(right, home) || standsAlone(right));
  const groups = byVerb(rights).map(([verb, held]) => [plain(`${verb} `), ...limited(held, home, !atHome)]);
  const where = atHome && !rights.some(({ type }) => type === '*') ? [plain(' in '), name(home.name, 'plain')] : [];
  return merge([...join(groups), ...where]);
}

/** Kinds that have words of their own. */
function ofKind(token: Holder, names: Names): { short: Phrase; long: Phrase; limits: string } | undefined {
  const kind = classify(token);
  if ((kind === 'operator' || kind === 'admin') && token.orgId === '') {
    const everything = [wide('everything on this server')];
    return { short: everything, long: [plain('read and write '), ...everything], limits: '' };
  }
  if (kind === 'operator') {
    const server = token.grants.some(({ type }) => type === 'instance');
    const everything = wide('everything, in every organization');
    const limits = server ? ' It holds the server itself, as the type instance.' : '';
    return { short: [everything], long: [plain('read and write '), everything], limits };
  }
  if (kind === 'read-only-operator') {
    const everything = [wide('read everything, in every organization')];
    return { short: everything, long: everything, limits: ' It can change nothing.' };
  }
  if (kind !== 'all-access') return undefined;
  const where = [wide('everything in '), name(homeOf(token, names).name, 'wide')];
  return {
    short: [...where, wide(', also what comes later')],
    long: [plain('read and write '), ...where],
    limits: ' It reaches no other organization.',
  };
}

/** What an all-access token may do that others of its kind may not: its own organization, and other people's tokens. */
function beyond(token: Holder, names: Names): Phrase {
  if (classify(token) !== 'all-access') return [];
  const more = effective(rightsOf(token.grants, names)).filter(
    ({ type, id, write }) => (type === 'orgs' && write) || (type === 'users' && id !== token.ownerId),
  );
  if (more.length === 0) return [];
  const home = homeOf(token, names);
  const groups = byVerb(more).map(([verb, held]) => [plain(`${verb} `), ...limited(held, home, false)]);
  return [plain(' It may also '), ...join(groups), plain('.')];
}

/** Rights that match something at all. */
function effective(rights: readonly Right[]): Right[] {
  return rights.filter(({ isVoid }) => !isVoid);
}

function shortTail(rights: readonly Right[], more: number): string {
  if (more > 0) return ` and ${grouped(more)} more`;
  const [only, ...others] = rights;
  if (!only || others.length > 0 || only.scope === 'one') return '';
  return holdsData(only.type) ? ', also new ones' : ', also what comes later';
}

function limited(rights: readonly Right[], home: Home, sayHome: boolean): Phrase {
  const more = Math.max(0, rights.length - LONG);
  const shown = listed(widestFirst(rights).slice(0, LONG), home, {
    sayHome,
    sayGone: true,
    last: more > 0 ? ', ' : ' and ',
  });
  return more > 0 ? [...shown, plain(` and ${grouped(more)} more`)] : shown;
}

/** What the rights do not reach, or reach later, and which of them give nothing. */
function limits(all: readonly Right[]): string {
  const gone = all.some(({ dead }) => dead) ? ' What is gone gives nothing.' : '';
  const none = all.some(({ isVoid }) => isVoid)
    ? ' Its rights on users or organizations by organization match nothing, so they give nothing.'
    : '';
  return `${reach(effective(all))}${gone}${none}`;
}

function reach(rights: readonly Right[]): string {
  const ranges = rights.filter(({ scope }) => scope !== 'one');
  const single = rights.find(({ scope, type }) => scope === 'one' && holdsData(type));
  const buckets = single !== undefined;
  if (rights.length === 0) return '';
  if (ranges.length === 0 || (buckets && !ranges.some(isOfBuckets))) {
    return single ? ` Nothing else, and no ${typeWord(single.type)} that comes later.` : ' Nothing else.';
  }
  if (ranges.some(({ scope }) => scope === 'server')) return ' That includes what comes later.';
  if (buckets) return ' Where it says all, that includes what comes later. Nothing else.';
  const [range] = ranges;
  if (range && ranges.every(({ type }) => type === range.type && holdsData(type)))
    return ` That includes ${typeWords(range.type)} that come later, and nothing else.`;
  return ' That includes what comes later of these, and nothing else.';
}

function isOfBuckets({ type, scope }: Right): boolean {
  return holdsData(type) || type === '*' || scope === 'server';
}
