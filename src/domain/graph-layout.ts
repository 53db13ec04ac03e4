import type { TokenRow } from './search-row.ts';
import { showText } from './show-text.ts';

/** A box of the graph: somebody, tokens that are alike, or what they reach. Places and sizes in px. */
export interface GraphNode {
  readonly id: string;
  readonly label: string;
  readonly column: 0 | 1 | 2;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The tokens that stand behind it. */
  readonly rows: readonly TokenRow[];
}

/** A line from a box to one right of it. `action` is r, w or rw between tokens and what they reach. */
export interface GraphLink {
  readonly from: string;
  readonly to: string;
  readonly action: '' | 'r' | 'w' | 'rw';
  readonly count: number;
}

export interface ReachGraph {
  readonly nodes: readonly GraphNode[];
  readonly links: readonly GraphLink[];
  readonly width: number;
  readonly height: number;
}

/** A box before it has a place. */
export interface GraphBox {
  readonly id: string;
  readonly label: string;
  readonly rows: readonly TokenRow[];
}

const BOX = { width: 240, height: 24, gap: 8, apart: 170, edge: 16 } as const;
const SWEEPS = 4;

/** Gives each box of three columns its place, beside those that it is tied to. */
export function arranged(columns: readonly (readonly GraphBox[])[], links: readonly GraphLink[]): ReachGraph {
  const order = columns.map((column) => column.map(({ id }) => id));
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of links) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) for (const at of [1, 2, 1, 0]) settle(order, at, neighbours);
  const step = BOX.height + BOX.gap;
  const tallest = Math.max(1, ...columns.map(({ length }) => length));
  const byId = new Map(columns.flat().map((box) => [box.id, box]));
  const nodes = order.flatMap((ids, column) =>
    ids.flatMap((id, place) => {
      const box = byId.get(id);
      if (!box) return [];
      // Every column takes the whole height, so that each has boxes in sight wherever somebody looks.
      const apart = (tallest * step) / ids.length;
      const x = BOX.edge + column * (BOX.width + BOX.apart);
      return [
        {
          ...box,
          column: columnOf(column),
          x,
          y: Math.round(BOX.edge + (place + 0.5) * apart - step / 2),
          width: BOX.width,
          height: BOX.height,
        },
      ];
    }),
  );
  return {
    nodes,
    links,
    width: 2 * BOX.edge + 3 * BOX.width + 2 * BOX.apart,
    height: 2 * BOX.edge + tallest * step,
  };
}

function columnOf(at: number): 0 | 1 | 2 {
  if (at === 0) return 0;
  return at === 1 ? 1 : 2;
}

/** Puts each box of a column beside the middle of what it is tied to. */
function settle(order: string[][], at: number, neighbours: ReadonlyMap<string, readonly string[]>): void {
  const place = new Map(order.flatMap((ids) => ids.map((id, index): [string, number] => [id, index / ids.length])));
  const middle = (id: string): number => {
    const tied = neighbours.get(id) ?? [];
    return tied.reduce((sum, other) => sum + (place.get(other) ?? 0), 0) / Math.max(1, tied.length);
  };
  order[at] = [...(order[at] ?? [])].sort((a, b) => middle(a) - middle(b));
}

/** The graph as a picture of its own: an SVG file in light colours. */
export function graphPicture({ nodes, links, width, height }: ReachGraph, title: string): string {
  const at = new Map(nodes.map((node) => [node.id, node]));
  const lines = links.map((link) => {
    const [from, to] = [at.get(link.from), at.get(link.to)];
    if (!from || !to) return '';
    return `<path d="${linkPath(from, to)}" fill="none" stroke="${LINE[link.action]}" stroke-width="${linkWidth(link)}" opacity="0.6"/>`;
  });
  const drawn = nodes.map(
    ({ x, y, width: w, height: h, label }) =>
      `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="5" fill="#fafaf9" stroke="#cfcdc7"/><text x="${x + 8}" y="${y + 16}">${escaped(clipped(label))}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="12"><title>${escaped(showText(title))}</title><rect width="100%" height="100%" fill="#ffffff"/>${lines.join('')}${drawn.join('')}</svg>\n`;
}

/** The line between two boxes. */
export function linkPath(from: GraphNode, to: GraphNode): string {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

/** How thick a line is drawn, in px: thicker for more tokens. */
export function linkWidth({ count }: GraphLink): number {
  return Math.min(6, 1 + Math.log2(count + 1) / 2);
}

/** A label as it fits into its box. */
export function clipped(label: string): string {
  return label.length > 36 ? showText(label, 35) : label;
}

const LINE: Record<GraphLink['action'], string> = { '': '#9da3b0', r: '#2453d6', w: '#93500b', rw: '#b42318' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
}
