import '#api/zod-without-eval';
import { Apart, type SentFinding, type SentKnown } from '#domain/findings/apart';
import type { Token } from '#domain/token';

/**
 * What the page sends through the port of a question: what is known of a server, its tokens part by part, then the end.
 */
export type ToRules = { readonly known: SentKnown } | { readonly tokens: readonly Token[] } | 'all';
export type FromRules = readonly SentFinding[];

/**
 * Answers one question: takes what is known of a server and then its tokens, and tells at their end what the rules
 * found.
 */
function answer(port: MessagePort): void {
  let asked: Apart | undefined;
  port.onmessage = ({ data }: MessageEvent<ToRules>) => {
    if (data === 'all') port.postMessage((asked?.judge() ?? []) satisfies FromRules);
    else if ('known' in data) asked = new Apart(data.known);
    else asked?.take(data.tokens);
  };
}

// The entry of a thread of its own: each message brings the port of one question.
addEventListener('message', ({ ports }) => ports.forEach(answer));
