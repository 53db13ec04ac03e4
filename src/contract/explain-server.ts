import type { Words, WordsOf } from './explain.ts';
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

const NOT_ABLE: Record<string, Words> = {
  lookAtValue: {
    title: 'The server keeps this value hidden',
    detail: 'It stores only a hash. Nobody can show the value again; a new token has a new one.',
  },
  listTokensOf: {
    title: 'This server does not list the tokens of one user',
    detail: 'Its tokens belong to no user.',
  },
  configuration: {
    title: 'This server does not tell its configuration',
    detail: 'It has no way to ask for it; InfluxDB OSS has one since 2.2.',
  },
  createToken: { title: 'Tokens cannot be made here', detail: 'This product does not let the app make tokens.' },
  updateToken: { title: 'Tokens cannot be changed here', detail: 'This product does not let the app change tokens.' },
  deleteToken: { title: 'Tokens cannot be deleted here', detail: 'This product does not let the app delete tokens.' },
  createUser: { title: 'Users cannot be made here', detail: 'This product does not let the app make users.' },
  setUp: { title: 'This server cannot be set up from here', detail: 'This product has no first-run set-up.' },
  claimOperator: {
    title: 'There is nothing to claim here',
    detail: 'This product does not give away its first token.',
  },
  claimAgain: {
    title: 'This server was claimed before',
    detail:
      'It has an operator token already and gives it to nobody a second time. Ask for a token whoever made it; where it is lost, the recovery port of the server makes a new value.',
    next: ENTER_TOKEN,
  },
  regenerateOperator: {
    title: 'The operator token cannot be regenerated here',
    detail: 'This product does not let the app give it another value.',
  },
  regenerateMissing: {
    title: 'This server has no operator token',
    detail:
      'There is none of the name _admin, so that it has no value to replace. Anybody who reaches the server can claim it: claim it yourself.',
  },
  deleteOperator: {
    title: 'The operator token cannot be deleted',
    detail: 'The server keeps it for good. Regenerate it to make its present value useless.',
  },
  tokensWithoutAuth: {
    title: 'This server works without tokens',
    detail:
      'It was started without authentication: everybody who reaches it may do everything, and it makes, deletes and regenerates no token.',
  },
  queryHere: {
    title: 'This node answers no queries',
    detail: 'It only takes data in, or tidies it up. Connect to a node of the cluster that answers queries.',
    next: { label: 'Edit the connection', do: 'edit-connection' },
  },
};

const UNKNOWN: Record<string, string> = {
  createToken:
    'The request was sent, but its answer was lost, and the list does not show the token yet. It was not sent again, since that could make a second one. Look at the list before you try again.',
  updateToken: 'The request was sent, but its answer was lost. Look at the token before you try again.',
  deleteToken: 'The request was sent, but its answer was lost. Look at the list before you try again.',
  createUser: 'The request was sent, but its answer was lost. Look at the users before you try again.',
  setUp:
    'The request was sent, but its answer was lost. If the server is set up now, its operator token was lost with it: the recovery help shows how to make another.',
  claimOperator:
    'The request was sent, but its answer was lost. If the server made its operator token, the value was lost with it: the recovery port of the server makes a new one.',
  regenerateOperator:
    'The request was sent, but its answer was lost. If the operator token has a new value, the old one is dead and the new one was lost with the answer: regenerate it again with another admin token, or by the recovery port of the server.',
};

/** What a server says, or what it means when it says no. */
export const serverWords: Pick<WordsOf, ServerKind> = {
  'not-set-up': (_, server) => ({
    title: 'This server is not set up yet',
    detail: `Nobody can sign in to ${server} before its first user and organization are made.`,
    next: { label: 'Set up', do: 'set-up' },
  }),
  'bad-credential': ({ seems }, server) => ({ next: ENTER_TOKEN, ...badCredential(seems, server) }),
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

function badCredential(seems: 'database' | 'over' | undefined, server: string): Words {
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
      next: { label: 'Enter a new token', do: 'renew-token' },
    };
  return {
    title: 'The token is not valid',
    detail: `${capital(server)} does not know this token. It may have been deleted, or belong to another server.`,
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
