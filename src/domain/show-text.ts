/**
 * What cannot be seen, or changes how what follows is read: controls, directions, widths of nothing, tags, lone
 * surrogates.
 */
const UNSEEN = /\p{Cc}|(?!\ufe0f)\p{Default_Ignorable_Code_Point}|[\u2028\u2029\ufff9-\ufffb]|\p{Surrogate}/u;
const LINE_ENDS = /\s*[\r\n\u0085\u2028\u2029]+\s*/gu;
const EACH_UNSEEN = new RegExp(UNSEEN.source, 'gu');
const JOINER = '\u200d';

/**
 * Text of a server or a person, safe to stand on the screen: characters that cannot be seen are made visible, line ends
 * become one mark, and what is longer than `cap` UTF-16 units ends in an ellipsis. Emoji that are joined stay joined.
 */
export function showText(text: string, cap = 300): string {
  const head = text.length > cap ? `${cut(text, cap)}…` : text;
  if (!UNSEEN.test(head)) return head;
  return head.replace(LINE_ENDS, ' ↵ ').replace(EACH_UNSEEN, visible).trim();
}

/** Does the text hold anything that `showText` would have to make visible? */
export function isPrintable(text: string): boolean {
  return !UNSEEN.test(text);
}

/** The end of an id, which is where ids of one server differ; a short id stays whole. */
export function shortId(id: string): string {
  return id.length > 8 ? `…${id.slice(-6)}` : showText(id);
}

/** Never through the middle of a character of two units. */
function cut(text: string, at: number): string {
  const last = text.charCodeAt(at - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? at - 1 : at);
}

function visible(char: string, offset: number, whole: string): string {
  if (char === JOINER && joins(whole, offset)) return char;
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '␡';
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

const ENDS_IN_PICTURE = /\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?$/u;
const BEGINS_WITH_PICTURE = /^\p{Extended_Pictographic}/u;

function joins(whole: string, offset: number): boolean {
  return (
    ENDS_IN_PICTURE.test(whole.slice(Math.max(0, offset - 4), offset)) &&
    BEGINS_WITH_PICTURE.test(whole.slice(offset + 1, offset + 3))
  );
}
