import type { DatabasePermission } from '#sample/management/state';
import { FORMER } from './databases.ts';

/** A token of the past; days before now, and for `expires` after now (below 0: it is over). */
export interface TokenPlan {
  description: string;
  permissions: readonly DatabasePermission[];
  age: number;
  expires?: number;
  revoked?: number;
  /** How fine its dates are: the server's own clock tells microseconds, older rows milliseconds or seconds. */
  digits?: 0 | 3 | 6;
}

export const read = (...names: string[]): DatabasePermission[] =>
  names.map((resource) => ({ action: 'read', resource }));
export const write = (...names: string[]): DatabasePermission[] =>
  names.map((resource) => ({ action: 'write', resource }));
export const both = (...names: string[]): DatabasePermission[] =>
  names.flatMap((name) => [...read(name), ...write(name)]);

const PLANTS = ['plants/hamburg', 'plants/porto'];

/** The tokens that somebody remembers: one of every kind that a token explorer should tell apart. */
export const HISTORIES: readonly TokenPlan[] = [
  { description: 'everything, for the migration', permissions: both('*'), age: 610, digits: 3 },
  { description: 'read everything (BI)', permissions: read('*'), age: 540, digits: 3 },
  { description: 'write everything (gateway)', permissions: write('*'), age: 520 },
  { description: 'telegraf fleet', permissions: write('telemetry'), age: 505, digits: 3 },
  { description: 'grafana', permissions: read('telemetry', 'telemetry_5m', 'energy', ...PLANTS), age: 498 },
  { description: 'downsampling job', permissions: [...read('telemetry'), ...write('telemetry_5m')], age: 470 },
  { description: 'SCADA Hamburg', permissions: both('plants/hamburg'), age: 466 },
  { description: 'SCADA Porto', permissions: both('plants/porto'), age: 466 },
  { description: 'quality reports', permissions: read('quality', ...PLANTS), age: 402, digits: 0 },
  {
    description: 'cluster-wide reader with a grant too many',
    permissions: [...read('*'), ...read('energy')],
    age: 377,
  },
  { description: 'twice the same right', permissions: [...read('energy'), ...read('energy')], age: 350 },
  { description: 'nothing yet', permissions: [], age: 331 },
  { description: 'placeholder for the auditors', permissions: [], age: 120, expires: 245 },
  { description: 'vehicle gateway', permissions: both(FORMER.renamed), age: 440, digits: 3 },
  { description: 'vehicle gateway', permissions: both('vehicles-v2'), age: 88 },
  { description: 'fleet dashboard, half moved', permissions: read(FORMER.renamed, 'vehicles-v2'), age: 300 },
  { description: 'proof of concept 2024', permissions: both(FORMER.deleted), age: 590, digits: 0 },
  { description: 'load tests', permissions: write(FORMER.recreatable, 'scratch'), age: 260 },
  { description: 'lab, in small letters', permissions: read(FORMER.misspelt), age: 150 },
  { description: 'lab', permissions: both('Energy-Lab'), age: 149 },
  { description: 'contractor Weber', permissions: read(...PLANTS), age: 27, expires: 0.8 },
  { description: 'contractor Almeida', permissions: read('plants/porto'), age: 60, expires: 5.5 },
  { description: 'summer intern', permissions: read('energy'), age: 75, expires: 16, digits: 3 },
  { description: 'certificate year 2025', permissions: write('k8s-metrics'), age: 200, expires: 165, digits: 0 },
  { description: 'good until the next century', permissions: read('cold_storage'), age: 90, expires: 27_000 },
  { description: 'trial of the vendor', permissions: both('scratch'), age: 210, expires: -180, digits: 0 },
  { description: 'night shift dashboard', permissions: read('quality'), age: 95, expires: -5 },
  { description: 'hackathon', permissions: both('scratch', 'Energy-Lab'), age: 41, expires: -39.5 },
  { description: 'LEAKED in a public repository', permissions: both('*'), age: 320, revoked: 318.9 },
  { description: 'old telegraf fleet', permissions: write('telemetry'), age: 620, revoked: 504, digits: 3 },
  { description: 'grafana', permissions: read('telemetry'), age: 615, revoked: 497, digits: 3 },
  { description: 'consultant, left', permissions: read(...PLANTS), age: 400, expires: -100, revoked: 180 },
  { description: 'revoked after its end', permissions: read('energy'), age: 380, expires: -200, revoked: 20 },
  { description: 'ॐ शक्ति मापक', permissions: write('energy'), age: 230 },
  { description: '', permissions: read('web-analytics'), age: 226 },
  { description: '=HYPERLINK("https://example.com","report")', permissions: read('web-analytics'), age: 171 },
  { description: '<b>bold</b> & "quoted"', permissions: write('web-analytics'), age: 166 },
  { description: 'two\nlines, and a\ttab', permissions: read('scratch'), age: 101 },
  {
    description: `Read-only for the board’s monthly figures. ${'Ask Ilse before you change anything here. '.repeat(12)}`,
    permissions: read('quality', 'energy', 'telemetry_5m'),
    age: 64,
  },
];
