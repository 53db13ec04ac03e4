import type { WhyRenew } from '#api/renewing';

const ISSUED =
  'What somebody gets who logs in, at an identity provider or at the server, lasts for a while: log in there again and enter the new token. A token that was made for automation lasts longer.';

/** Why another token is asked for; `near` says when the present one runs out ("in 2 minutes"), where that is known. */
export function renewWords(why: WhyRenew, near: string | undefined): { title: string; detail: string } {
  switch (why) {
    case 'soon':
      return {
        title: near ? `The token of this connection runs out ${near}.` : 'The token of this connection has run out.',
        detail: ISSUED,
      };
    case 'refused':
      return {
        title: 'The server does not take that token.',
        detail: 'It may have run out too, belong to another server, or not be whole. Enter another one.',
      };
    case 'over':
      return { title: 'The token of this connection has run out.', detail: ISSUED };
  }
}
