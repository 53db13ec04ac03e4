import type { Self } from './server.ts';
import { showText } from './show-text.ts';
import type { TokenListEnd } from './token.ts';
import { grouped } from './number-words.ts';

/**
 * How much of the server's tokens a list shows and why, in sentences for beside it; the last one without a full stop.
 */
export function completenessWords(end: TokenListEnd, self?: Self): string {
  const { unreadable, v1 } = end;
  const more: string[] = [];
  if (unreadable > 0) more.push(`${grouped(unreadable)} ${unreadable === 1 ? 'entry' : 'entries'} could not be read`);
  if (v1 === 'refused') more.push('The 1.x logins are missing: this connection’s token may not list them');
  return [howMuch(end, self), ...more].join('. ');
}

function howMuch({ completeness }: TokenListEnd, self: Self | undefined): string {
  switch (completeness) {
    case 'every-token':
      return self?.kind === 'operator'
        ? 'Complete: an operator token sees every token'
        : 'Complete: this connection’s token sees every token';
    case 'own-user-only':
      return `Only the tokens of ${whose(self)}: only an operator token sees those of other users`;
    case 'may-not-list':
      if (self?.kind === 'database')
        return 'No token can be seen: only an admin token may list the tokens of this server';
      return 'No token can be seen: this connection’s token lacks the rights to list them (read: authorizations, and read: users on their owners)';
    case 'unknown':
      return 'Perhaps not all: the server leaves out what this connection’s token may not see, and does not say so';
  }
}

function whose(self: Self | undefined): string {
  if (self?.userName === undefined) return 'this connection’s own user';
  const where = self.orgName === undefined ? '' : ` in ${showText(self.orgName, 60)}`;
  return `${showText(self.userName, 60)}${where}`;
}
