import type { AppFacts } from '#contract/shapes';

type Notice = AppFacts['notices'][number];

const WORDS: Record<Notice['kind'], (file: string) => string> = {
  'file-recovered': (file) => `${file} was damaged: its last good copy is in use, the damaged one was set aside.`,
  'file-reset': (file) => `${file} could not be read and was set aside: it starts empty.`,
  'file-newer': (file) =>
    `${file} was written by a newer version of this app: it is left as it is, and changes are not kept.`,
  'policy-invalid': (file) =>
    `The policy file ${file} cannot be understood: everything is read-only until it is put right.`,
  'key-store-changed': () => "The system's key store is another one than before: tokens must be entered again.",
  'secrets-unreadable': () =>
    "Some tokens cannot be opened with this system's key store: enter them again where a server asks for it.",
};

/** What happened to a file at the start, and what that means. */
export function noticeWords({ kind, file }: Notice): string {
  return WORDS[kind](file ?? 'a file');
}
