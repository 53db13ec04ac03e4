import type { Words } from './explain.ts';

const ENTER_TOKEN = { label: 'Enter another token', do: 'enter-token' } as const;

/** What a server, or this connection, cannot do. */
export const NOT_ABLE: Record<string, Words> = {
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
  recoverOperator: {
    title: 'There is no recovery port here',
    detail: 'This product has none that gives its operator token another value.',
  },
  recoverHere: {
    title: 'This is not the recovery port',
    detail:
      'Something else answers at this address, perhaps the server itself at its usual port. The recovery port has a number of its own, 8182 if nothing else is said, and is open only while the server runs with the switch for it.',
    next: { label: 'Change the address', do: 'edit-form' },
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

/** Writes whose answer was lost: what may have come of each. */
export const UNKNOWN: Record<string, string> = {
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
  recoverOperator:
    'The request was sent, but its answer was lost. If the operator token has a new value, the old one is dead, the new one was lost with the answer, and the recovery port has closed: start the server again with it, and recover once more.',
};
