import '#api/zod-without-eval';
import { judgeSent, type SentFinding, type SentKnown } from '#domain/findings/apart';
import type { Token } from '#domain/token';

/** What the page sends through the port of a question: tokens part by part, then that they were all. */
export type ToRules = { readonly tokens: readonly Token[] } | { readonly known: SentKnown };
export type FromRules = readonly SentFinding[];

/** Answers one question: takes tokens until what is known of their server comes, then tells what the rules found. */
function answer(port: MessagePort): void {
  const tokens: Token[] = [];
  port.onmessage = ({ data }: MessageEvent<ToRules>) => {
    if ('tokens' in data) {
      for (const token of data.tokens) tokens.push(token);
      return;
    }
    const found: FromRules = judgeSent(data.known, tokens);
    port.postMessage(found);
  };
}

// The entry of a thread of its own: each message brings the port of one question.
addEventListener('message', ({ ports }) => ports.forEach(answer));
