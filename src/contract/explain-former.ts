import { showText } from '#domain/show-text';
import { dateTime } from '#domain/time-words';
import type { Words } from './explain.ts';
import type { FormerToken } from './failure.ts';

const ANEW = 'or the server may have begun anew, with other data.';

/** Why a server takes a token no more that it took before: what is known is said as known, the rest as what may be. */
export function formerWords(former: FormerToken, server: string): Words {
  const token = former.name === undefined ? 'this token' : `“${showText(former.name, 60)}”`;
  const taken = `${server} took ${token} last on ${dateTime(former.takenAt)}`;
  if (former.moved)
    return {
      title: 'Another server answers at this address',
      detail: `${taken}. What answers now is another cluster, and does not know it.`,
      next: { label: 'Edit the connection', do: 'edit-connection' },
    };
  if (former.deletedAt !== undefined)
    return {
      title: 'The token was deleted',
      detail: `This connection deleted its own token, ${token}, on ${dateTime(former.deletedAt)}. Enter another one.`,
    };
  if (former.expiredAt !== undefined)
    return {
      title: 'The token has run out',
      detail: `The end of ${token} was on ${dateTime(former.expiredAt)}, by the clock of the server. It cannot be moved: a new token is needed.`,
    };
  return { title: 'The token is not valid any more', detail: `${taken}. ${whatMayBe(former)}` };
}

function whatMayBe({ name, operator }: FormerToken): string {
  if (operator)
    return `It was the operator token, which cannot be deleted: somebody may have regenerated it since, ${ANEW}`;
  if (name === undefined) return `It may have run out or been deleted since, ${ANEW}`;
  return `By the last list it had not run out: somebody may have deleted it since, ${ANEW}`;
}
