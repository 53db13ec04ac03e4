import { SHORTEST_PASSPHRASE } from '#domain/import';
import type { FailureFacts } from './failure.ts';
import type { Words, WordsOf } from './explain.ts';

type AppKind =
  | 'bad-request'
  | 'invalid'
  | 'untrusted-sender'
  | 'too-many-calls'
  | 'read-only'
  | 'no-such-connection'
  | 'no-such-reveal'
  | 'no-such-import'
  | 'declined'
  | 'cancelled'
  | 'no-credential'
  | 'secret-locked'
  | 'secret-mismatch'
  | 'not-confirmed'
  | 'storage'
  | 'internal';
type Facts<K extends FailureFacts['kind']> = Extract<FailureFacts, { kind: K }>;

const ENTER_TOKEN = { label: 'Enter the token', do: 'enter-token' } as const;
const REFRESH = { label: 'Refresh', do: 'refresh' } as const;
const EDIT_FORM = { label: 'Change it', do: 'edit-form' } as const;

const NOT_CONFIRMED: Record<Facts<'not-confirmed'>['why'], Words> = {
  expired: {
    title: 'The confirmation has expired',
    detail: 'A confirmation counts for one minute. Confirm again.',
    next: { label: 'Confirm again', do: 'retry' },
  },
  'other-target': {
    title: 'The confirmation was for something else',
    detail: 'It counts for exactly what was shown. Confirm again.',
    next: { label: 'Confirm again', do: 'retry' },
  },
  typed: { title: 'The typed text does not match', detail: 'Type it exactly as it is shown.', next: EDIT_FORM },
  'second-step': {
    title: 'A second confirmation is needed',
    detail: 'This can lock the app or everybody out, so it asks twice.',
    next: { label: 'Go on to the second step', do: 'retry' },
  },
};

const STORAGE: Record<Facts<'storage'>['cause'], (file: string) => Words> = {
  full: (file) => ({
    title: 'The disk is full',
    detail: `${file} could not be written. Free some space.`,
    next: { label: 'Try again', do: 'retry' },
  }),
  denied: (file) => ({
    title: 'A file may not be written',
    detail: `The system does not let the app write ${file}. Check who owns it.`,
    next: { label: 'Try again', do: 'retry' },
  }),
  'read-only': (file) => ({
    title: 'A file is read-only',
    detail: `${file} cannot be written. Check the file and the disk that it is on.`,
    next: { label: 'Try again', do: 'retry' },
  }),
  busy: (file) => ({
    title: 'A file is in use',
    detail: `Another program holds ${file}.`,
    next: { label: 'Try again', do: 'retry' },
  }),
  newer: (file) => ({
    title: 'A file is from a newer version of the app',
    detail: `${file} is left as it is, so that nothing in it is lost. Use the newer version.`,
    next: { label: 'Close', do: 'close' },
  }),
  unreadable: (file) => ({
    title: 'A file cannot be read',
    detail: `${file} is damaged, or not there any more. The others are as they were.`,
    next: { label: 'Close', do: 'close' },
  }),
  other: (file) => ({
    title: 'A file could not be written',
    detail: `Writing ${file} failed.`,
    next: { label: 'Try again', do: 'retry' },
  }),
};

/** Reasons of 'invalid' by field and reason; a field alone says what to look at. */
const FIELDS: Record<string, string> = {
  'address.no-cluster':
    'Many clusters are managed at this address, and it names none. Add account and cluster: https://console.influxdata.com/accounts/ACCOUNT_ID/clusters/CLUSTER_ID. Both ids stand in the address of the Admin UI, and influxctl cluster list shows them.',
  'address.no-such-cluster':
    'The server does not know this account or cluster, or does not name clusters in its address. Check both ids; InfluxDB Clustered needs none.',
  address: 'The address must be http or https with a host, and without user, password, question mark or hash.',
  ca: 'This is not a certificate in PEM form.',
  snapshot: 'This is no snapshot of this app, or it is damaged.',
  token: 'The token holds characters that no token has, or it is empty.',
  'address.server-itself':
    'This is the address of the server itself. The recovery port has another one, with a port number of its own.',
  url: 'This is not a web address.',
  expiry: 'The expiry has to lie in the future, and at most a hundred years ahead.',
  grants: 'This server has no such rights for tokens of this kind.',
  description: 'This name is reserved for the operator token.',
  passphrase: 'The passphrase is another one, or the file was changed since it was saved.',
  'new-passphrase': `A passphrase has ${SHORTEST_PASSPHRASE} characters at least.`,
  id: 'This id is not one of this server: it has 16 digits from 0 to f.',
};

/** What happens within the app. */
export const appWords: Pick<WordsOf, AppKind> = {
  'bad-request': () => ({
    title: 'The app asked itself something wrong',
    detail: 'This is a fault of the app. Nothing was sent to a server.',
    next: REFRESH,
  }),
  invalid: ({ field, reason }) => ({
    title: 'Something that was entered cannot be used',
    detail: FIELDS[`${field}.${reason}`] ?? FIELDS[field] ?? `Check this field: ${field}.`,
    next: EDIT_FORM,
  }),
  'untrusted-sender': () => ({
    title: 'The request was refused',
    detail: 'It did not come from the window of the app.',
    next: { label: 'Close', do: 'close' },
  }),
  'too-many-calls': () => ({
    title: 'Too many requests at once',
    detail: 'The app holds back for a moment.',
    next: { label: 'Try again', do: 'retry' },
  }),
  'read-only': ({ why }, server) =>
    why === 'policy'
      ? {
          title: 'This installation is read-only',
          detail: 'It was started or set up so that no server can be changed from here.',
        }
      : {
          title: `${server === 'the server' ? 'This server' : server} is read-only`,
          detail: 'Unlock it to change tokens.',
          next: { label: 'Unlock', do: 'unlock' },
        },
  'no-such-connection': () => ({
    title: 'This connection is not there any more',
    detail: 'It was removed.',
    next: REFRESH,
  }),
  'no-such-reveal': () => ({
    title: 'The value is not held any more',
    detail:
      'It was put away when its dialog closed, when the app was locked, or after ten minutes. If it was not stored, delete the token and make another.',
    next: { label: 'Close', do: 'close' },
  }),
  'no-such-import': () => ({
    title: 'What was read is not held any more',
    detail: 'It is put away when the app is locked, and after ten minutes. Nothing was saved of it: read it again.',
    next: { label: 'Close', do: 'close' },
  }),
  declined: () => ({ title: 'Not confirmed', detail: 'The question was answered with no.' }),
  cancelled: () => ({
    title: 'Cancelled',
    detail: 'It was stopped before it ended.',
    next: { label: 'Try again', do: 'retry' },
  }),
  'no-credential': ({ claimable }, server) => ({
    title: 'No token is stored for this connection',
    detail: claimable
      ? `Enter a token to work with ${server}. If it is new and nobody has made a token on it, its operator token can be claimed: the first to ask gets it.`
      : `Enter a token to work with ${server}.`,
    next: ENTER_TOKEN,
  }),
  'secret-locked': () => ({
    title: "The system's key store is locked",
    detail: 'The token of this connection is kept there. Unlock the key store, or enter the token again.',
    next: { label: 'Try the key store again', do: 'open-key-store' },
  }),
  'secret-mismatch': () => ({
    title: 'The stored token was kept for another address',
    detail:
      'The address of this connection was changed outside the app, so the token was not sent. Enter it again if the new address is right.',
    next: ENTER_TOKEN,
  }),
  'not-confirmed': ({ why }) => NOT_CONFIRMED[why],
  storage: ({ cause, file }) => STORAGE[cause](file),
  internal: () => ({
    title: 'Something went wrong in the app',
    detail: 'This is a fault of the app; its log has the details, without any secret.',
    next: { label: 'Try again', do: 'retry' },
  }),
};
