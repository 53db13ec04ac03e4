import type { User } from '#sample/influx2/state';

const HOUR = 1;
const DAY = 24;
const YEAR = 365 * DAY;

/** Name, hours of retention (0 for ever), days of age, description. */
export type BucketRow = readonly [name: string, hours: number, age: number, description?: string];

const ACME: readonly BucketRow[] = [
  ['telemetry', 90 * DAY, 1370, 'Everything Telegraf sends'],
  ['downsampled', 0, 1322, 'Five-minute means of telemetry'],
  ['home', 0, 1204, 'Ilse and Jonas, at home'],
  ['warehouse', 2 * YEAR, 1190],
  ['raw data', 7 * DAY, 1130, 'One week, then gone'],
  ['energy', 0, 1101, 'Meters, by the quarter of an hour'],
  ['water', 0, 1101],
  ['hvac', YEAR, 990],
  ['solar', 0, 954],
  ['ev-charging', YEAR, 902],
  ['vehicles', 180 * DAY, 870],
  ['gps', 30 * DAY, 870],
  ['network', 90 * DAY, 845, 'SNMP of all switches'],
  ['syslog', 14 * DAY, 801],
  ['k8s-metrics', 14 * DAY, 733],
  ['docker', 14 * DAY, 733],
  ['postgres', 30 * DAY, 640],
  ['nginx', 30 * DAY, 640],
  ['mqtt', 7 * DAY, 612],
  ['zigbee', 90 * DAY, 560],
  ['scrutiny', 0, 422, 'S.M.A.R.T. of every disk'],
  ['ups', YEAR, 422],
  ['weather', 0, 390],
  ['air quality', YEAR, 390],
  ['cold-storage', 5 * YEAR, 377, 'By law: five years'],
  ['web-analytics', 90 * DAY, 301],
  ['ci', 30 * DAY, 255],
  ['backups', YEAR, 220],
  ['alerts', 30 * DAY, 160],
  ['canary', HOUR, 12, 'Is it alive?'],
];

const PLANTS: readonly BucketRow[] = [
  ['scada', 2 * YEAR, 1005, 'All plants'],
  ['plc', 30 * DAY, 1005],
  ['press-01', 180 * DAY, 930],
  ['press-02', 180 * DAY, 930],
  ['press-03', 180 * DAY, 512],
  ['oven temperatures', 2 * YEAR, 860],
  ['vibration', 30 * DAY, 844],
  ['conveyor', 90 * DAY, 700],
  ['robots', 90 * DAY, 655],
  ['quality', 0, 655, 'Every measured part'],
  ['shifts', 0, 540],
  ['compressed air', YEAR, 333],
  ['склад 3', YEAR, 300, 'Новосибирск'],
];

const LABS: readonly BucketRow[] = [
  ['experiments', 0, 610],
  ['scratch', 7 * DAY, 598],
  ['notebook data', 90 * DAY, 444],
  ['βeta & γamma', 30 * DAY, 390],
  ['東京 倉庫', YEAR, 350],
  ['مستودع البيانات', YEAR, 280],
  ['<b>bold</b>', 7 * DAY, 210],
  ['🌡️ greenhouse', 0, 180],
  [
    'a bucket whose name somebody wrote as if it were its documentation, with the whole story of the project in it',
    30 * DAY,
    90,
  ],
  ['tmp', DAY, 44],
  ['tmp2', DAY, 44],
];

const STAGING: readonly BucketRow[] = [
  ['telemetry', 14 * DAY, 600, 'As in production, two weeks of it'],
  ['downsampled', 90 * DAY, 600],
  ['raw data', DAY, 598],
  ['energy', 30 * DAY, 555],
  ['network', 14 * DAY, 500],
  ['ci', 7 * DAY, 255],
  ['canary', HOUR, 250],
  ['replay of 2025-03', 0, 240],
  ['migration test', 7 * DAY, 33],
];
const LOAD: readonly BucketRow[] = [
  ['k6', 7 * DAY, 320],
  ['k6 results', 0, 320],
  ['chaos', DAY, 120],
];

const WORKSHOP: readonly BucketRow[] = [
  ['sensors', 0, 1420, 'Since the beginning'],
  ['home', 0, 1400],
  ['3d printer', YEAR, 1210],
  ['bees', 0, 1100, 'Weight and warmth of two hives'],
  ['solar', 0, 960],
  ['test', DAY, 900],
];

/** Whom a cast knows by which name; ages in days, oldest first. */
export type Person =
  | 'admin'
  | 'ilse'
  | 'jonas'
  | 'intern'
  | 'grafana'
  | 'telegraf'
  | 'backup'
  | 'oleg'
  | 'consultant'
  | 'maria'
  | 'yumi'
  | 'soren'
  | 'writer'
  | 'ci';
type PersonRow = readonly [person: Person, name: string, age: number, more?: Partial<User> & { deleted?: boolean }];
type OrgRow = readonly [name: string, description: string, age: number];

/** A company to be: who is missing is played by `admin`, and what organization is missing by the first. */
export interface Cast {
  people: readonly PersonRow[];
  orgs: { acme: OrgRow; plants?: OrgRow; labs?: OrgRow };
  buckets: { acme: readonly BucketRow[]; plants: readonly BucketRow[]; labs: readonly BucketRow[] };
  /** How many tokens it has when nobody says. */
  tokens: number;
}

export type CastName = 'company' | 'staging' | 'workshop';

export const CASTS: Readonly<Record<CastName, Cast>> = {
  company: {
    people: [
      ['admin', 'admin', 1370, { password: 'sample-admin-password' }],
      ['ilse', 'ilse', 1204, { password: 'sample-ilse-password' }],
      ['jonas', 'jonas', 1160],
      ['intern', 'praktikant-2023', 1080, { deleted: true }],
      ['grafana', 'svc-grafana', 1050],
      ['telegraf', 'svc-telegraf', 1010],
      ['backup', 'svc-backup', 940],
      ['oleg', 'oleg', 900, { status: 'inactive' }],
      ['consultant', 'tmp-consultant', 760, { deleted: true }],
      ['maria', 'maria.oliveira', 720],
      ['yumi', '田中 由美', 610],
      ['soren', 'Søren Kjærgaard', 590],
      ['writer', 'svc-writer', 420],
      ['ci', 'svc-ci', 255],
    ],
    orgs: {
      acme: ['acme', 'Acme, the company', 1370],
      plants: ['acme-plants', 'The three factories', 1005],
      labs: ['labs & friends', 'Research, and who visits', 610],
    },
    buckets: { acme: ACME, plants: PLANTS, labs: LABS },
    tokens: 400,
  },
  staging: {
    people: [
      ['admin', 'admin', 600, { password: 'sample-admin-password' }],
      ['maria', 'maria.oliveira', 555],
      ['grafana', 'svc-grafana', 540],
      ['telegraf', 'svc-telegraf', 540],
      ['consultant', 'tmp-loadtester', 410, { deleted: true }],
      ['ci', 'svc-ci', 255],
    ],
    orgs: { acme: ['acme-staging', '', 600], plants: ['load test', 'May be emptied any time', 320] },
    buckets: { acme: STAGING, plants: LOAD, labs: STAGING.slice(0, 3) },
    tokens: 90,
  },
  workshop: {
    people: [
      ['admin', 'jonas', 1420, { password: 'sample-admin-password' }],
      ['ilse', 'ilse', 1400],
    ],
    orgs: { acme: ['werkstatt', '', 1420] },
    buckets: { acme: WORKSHOP, plants: WORKSHOP.slice(0, 2), labs: WORKSHOP.slice(2) },
    tokens: 24,
  },
};
