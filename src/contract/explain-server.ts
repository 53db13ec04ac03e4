import type { Words, WordsOf } from './explain.ts';
import { NOT_ABLE, UNKNOWN } from './explain-not-able.ts';
import { formerWords } from './explain-former.ts';
import type { FailureFacts } from './failure.ts';
import { rightWords } from './right-words.ts';

type ServerKind =
  | 'not-set-up'
  | 'bad-credential'
  | 'token-inactive'
  | 'owner-inactive'
  | 'missing-right'
  | 'may-not-grant'
  | 'gone'
  | 'server-refused'
  | 'server-failed'
  | 'outcome-unknown'
  | 'changed'
  | 'not-able';

const REFRESH = { label: 'Refresh', do: 'refresh' } as const;
const ENTER_TOKEN = { label: 'Enter another token', do: 'enter-token' } as const;

/** What a server says, or what it means when it says no. */
export const serverWords: Pick<WordsOf, ServerKind> = {
  'not-set-up': (_, server) => ({
    title: 'This server is not set up yet',
    detail: `Nobody can sign in to ${server} before its first user and organization are made.`,
    next: { label: 'Set up', do: 'set-up' },
  }),
  'bad-credential': (facts, server) => ({ next: ENTER_TOKEN, ...badCredential(facts, server) }),
  'token-inactive': (_, server) => ({
    title: 'The token is inactive',
    detail: `${capital(server)} knows this token, but it was deactivated. Activate it with another token, or enter another one.`,
    next: ENTER_TOKEN,
  }),
  'owner-inactive': () => ({
    title: 'The owner of the token is inactive',
    detail: 'The user that this token belongs to was deactivated or deleted, so that none of its tokens works.',
    next: ENTER_TOKEN,
  }),
  'missing-right': ({ right }) => missingRight(right),
  'may-not-grant': ({ grant }) => ({
    title: "This connection's token may not grant that",
    detail: `A token can only give what it has itself, and it lacks: ${rightWords(grant)}. Take that right out, or use a token that has it.`,
    next: { label: 'Change the rights', do: 'edit-form' },
  }),
  gone: ({ what }, server) => ({
    title: `This ${what} is gone`,
    detail: `${capital(server)} does not have this ${what} any more. Somebody may have deleted it.`,
    next: REFRESH,
  }),
  'server-refused': ({ message, status }, server) => ({
    title: `${capital(server)} refused the request`,
    detail: message ? `It says: ${message}` : `It gave no reason (status ${status}).`,
    next: { label: 'Change it', do: 'edit-form' },
  }),
  'server-failed': ({ message, status }, server) => ({
    title: `${capital(server)} had an error of its own`,
    detail: failedWords(message, status),
    next: { label: 'Try again', do: 'retry' },
  }),
  'outcome-unknown': ({ what, found }) => {
    if (found)
      return {
        title: 'The token was made, but its value was lost',
        detail: `The connection broke before the answer came. The token ${found.id} stands in the list; nobody can show its value. Delete it and make another.`,
        next: REFRESH,
      };
    return {
      title: 'It is not known what became of this',
      detail: UNKNOWN[what] ?? 'The request was sent, but its answer was lost.',
      next: REFRESH,
    };
  },
  changed: ({ fields }) => ({
    title: 'The token was changed meanwhile',
    detail: `It is not as it was shown: ${fields.join(', ')}. Look at it again before you go on.`,
    next: REFRESH,
  }),
  'not-able': ({ what }) =>
    NOT_ABLE[what] ?? { title: 'This is not possible here', detail: 'The server does not offer it.' },
};

type BadCredential = Extract<FailureFacts, { kind: 'bad-credential' }>;

/** InfluxDB 3 Enterprise: `--catalog-sync-interval`. */
const IN_A_CLUSTER = ' Where several machines are one server, they all know a new token after some ten seconds.';

const NEW_SESSION = { label: 'Enter a new token', do: 'renew-token' } as const;

function badCredential({ seems, former, recoverable }: BadCredential, server: string): Words {
  if (seems === 'database')
    return {
      title: 'This is a database token',
      detail:
        'Database tokens read and write data and can manage nothing. This connection needs a management token, which begins with M.V1., or a token of your identity provider.',
    };
  if (seems === 'over')
    return {
      title: 'The token has run out',
      detail:
        'Tokens of an identity provider last about an hour. Log in there again and enter the new token; a management token made for automation lasts longer.',
      next: NEW_SESSION,
    };
  if (seems === 'session-over')
    return {
      title: 'The session has run out',
      detail:
        'This is the session of a user who logged in, not a token: the app cannot make it last. Log in again and enter the new one, or an admin token, which lasts.',
      next: NEW_SESSION,
    };
  if (seems === 'session')
    return {
      title: 'The session is not valid here',
      detail: `This is the session of a user who logged in, and ${server} does not take it: it may belong to another server, or users cannot log in there any more. Log in again, or enter an admin token.`,
      next: NEW_SESSION,
    };
  if (former) return formerWords(former, capital(server));
  return {
    title: 'The token is not valid',
    detail: `${capital(server)} does not know this token. It may have been deleted, or belong to another server.${recoverable ? IN_A_CLUSTER : ''}`,
  };
}

function missingRight(right: string): Words {
  if (right === 'operator') {
    return {
      title: 'This needs an operator token',
      detail:
        'Only an operator token may ask the server for that. Without one at hand, it can be made on the server itself.',
      next: { label: 'Show recovery help', do: 'help-recovery' },
    };
  }
  if (right === 'admin') {
    return {
      title: 'This needs an admin token',
      detail: "This connection's token is valid, but only an admin token may do that here.",
      next: ENTER_TOKEN,
    };
  }
  return {
    title: "This connection's token lacks a right",
    detail: `It lacks: ${rightWords(right)}.`,
    next: ENTER_TOKEN,
  };
}

function failedWords(message: string, status: number): string {
  if (/^(unexpected )?EOF$/.test(message))
    return 'The request arrived without its content. Something between this app and the server may have dropped it.';
  return message ? `It says: ${message}` : `It gave no reason (status ${status}).`;
}

function capital(text: string): string {
  return text === 'the server' ? 'The server' : text;
}
