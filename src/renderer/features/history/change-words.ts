import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import CalendarClock from '@lucide/svelte/icons/calendar-clock';
import CirclePause from '@lucide/svelte/icons/circle-pause';
import CirclePlus from '@lucide/svelte/icons/circle-plus';
import CircleX from '@lucide/svelte/icons/circle-x';
import Pencil from '@lucide/svelte/icons/pencil';
import ShieldAlert from '@lucide/svelte/icons/shield-alert';
import ShieldMinus from '@lucide/svelte/icons/shield-minus';
import ShieldPlus from '@lucide/svelte/icons/shield-plus';
import UserPen from '@lucide/svelte/icons/user-pen';
import type { Component } from 'svelte';
import type { JournalEntry } from '#contract/history';
import { showText } from '#domain/show-text';
import { statusWord } from '#domain/status-words';
import { dateTime } from '#domain/time-words';
import type { ChangeKind, TokenDifference } from '#domain/token-diff';
import type { Token } from '#domain/token';

interface ChangeWords {
  label: string;
  icon: Component;
  tone: 'good' | 'warn' | 'danger' | 'info' | 'plain';
}

/** A kind of change as it stands on the screen: icon and word, never the colour alone. */
export const CHANGE: Record<ChangeKind, ChangeWords> = {
  new: { label: 'New', icon: CirclePlus, tone: 'info' },
  gone: { label: 'Gone', icon: CircleX, tone: 'plain' },
  widened: { label: 'Rights widened', icon: ShieldPlus, tone: 'danger' },
  narrowed: { label: 'Rights narrowed', icon: ShieldMinus, tone: 'good' },
  rights: { label: 'Rights changed', icon: ArrowLeftRight, tone: 'warn' },
  kind: { label: 'Kind', icon: ShieldAlert, tone: 'warn' },
  status: { label: 'Status', icon: CirclePause, tone: 'warn' },
  owner: { label: 'Owner', icon: UserPen, tone: 'warn' },
  expiry: { label: 'Expiry', icon: CalendarClock, tone: 'info' },
  description: { label: 'Description', icon: Pencil, tone: 'plain' },
};

/** What a token is called, safe to show. */
export function nameOf({ description, username, id }: Pick<Token, 'description' | 'username' | 'id'>): string {
  return showText(description || username || id, 120);
}

/** What was one thing and is another, beside rights: "Status: active → inactive". */
export function otherChanges({ kinds, before, after }: TokenDifference): string[] {
  if (!before || !after) return [];
  const words: Partial<Record<ChangeKind, () => [string, string]>> = {
    kind: () => [before.kind ?? 'none', after.kind ?? 'none'],
    status: () => [statusWord(before.status), statusWord(after.status)],
    owner: () => [ownerOf(before), ownerOf(after)],
    expiry: () => [endOf(before), endOf(after)],
    description: () => [nameOf(before), nameOf(after)],
  };
  return kinds.flatMap((kind) => {
    const [was, is] = words[kind]?.() ?? [];
    return was === undefined || is === undefined ? [] : [`${CHANGE[kind].label}: ${was} → ${is}`];
  });
}

const ACTIONS: Record<JournalEntry['action'], string> = {
  createToken: 'Made a token',
  updateToken: 'Changed a token',
  deleteToken: 'Deleted a token',
  createUser: 'Made a user',
  setUp: 'Set the server up',
  claimOperator: 'Claimed the operator token',
  regenerateOperator: 'Regenerated the operator token',
  recoverOperator: 'Recovered the operator token',
};

const OUTCOMES: Record<JournalEntry['outcome'], string> = {
  begun: 'begun, its end is not known',
  done: 'done',
  refused: 'refused',
  failed: 'failed',
  unknown: 'sent, its outcome is not known',
};

/** A change of the app itself in words. */
export function journalWords({ action, outcome, status }: JournalEntry): { what: string; how: string } {
  const what = action === 'updateToken' && status ? statusChange(status) : ACTIONS[action];
  return { what, how: OUTCOMES[outcome] };
}

function statusChange(status: 'active' | 'inactive'): string {
  return status === 'active' ? 'Activated a token' : 'Deactivated a token';
}

function ownerOf({ ownerName, ownerId, ownerInactive }: Token): string {
  return `${showText(ownerName ?? ownerId, 60) || 'none'}${ownerInactive ? ' (inactive)' : ''}`;
}

function endOf({ expiresAt }: Token): string {
  return expiresAt === undefined ? 'never' : dateTime(expiresAt);
}
