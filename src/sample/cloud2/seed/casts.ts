import type { Cloud2Product } from '#sample/cloud2/products';

/** Name, days of retention (0 for ever), days of age, description. */
export type BucketRow = readonly [name: string, days: number, age: number, description?: string];

/** Who belongs to the first organization, by the part that each plays; ages in days. */
export interface People {
  /** Whose token the sample prints. */
  main: string;
  colleague: string;
  analyst: string;
  /** A generic user, as the vendor advises, that owns what machines write with. */
  machine: string;
  newcomer: string;
  /** Deleted since; tokens that this person made are still listed, and dead. */
  gone: string;
}

/** A customer of InfluxDB Cloud to be. */
export interface Cast {
  org: string;
  description: string;
  age: number;
  people: People;
  buckets: readonly BucketRow[];
  /** A second, small organization of the main person. */
  side: { org: string; age: number; buckets: readonly BucketRow[] };
}

const NORDLICHT: Cast = {
  org: 'Nordlicht Energie',
  description: 'Wind, solar and what the grid makes of it',
  age: 880,
  people: {
    main: 'lea.hoffmann@nordlicht.example',
    colleague: 'tomasz.wisniewski@nordlicht.example',
    analyst: 'priya.raman@nordlicht.example',
    machine: 'influx-writers@nordlicht.example',
    newcomer: 'jürgen.köhler@nordlicht.example',
    gone: 'm.ferrari@consulting.example',
  },
  buckets: [
    ['wind', 0, 879, 'All turbines, every second'],
    ['solar', 0, 860],
    ['grid', 730, 851, 'What we feed in, by the quarter of an hour'],
    ['weather', 365, 840],
    ['forecasts', 90, 610],
    ['scada', 30, 605],
    ['batteries', 365, 540],
    ['ev charging', 365, 498],
    ['substations', 180, 430],
    ['trading', 0, 388, 'By law: ten years'],
    ['k8s', 14, 350],
    ['ci', 30, 244],
    ['спот-рынок', 90, 180],
    ['edge-test', 7, 61],
    ['scratch', 3, 20],
  ],
  side: {
    org: "Lea's sandbox",
    age: 300,
    buckets: [
      ['balcony', 30, 299],
      ['bees', 0, 120],
    ],
  },
};

const HARBOR: Cast = {
  org: 'Harbor Analytics',
  description: 'Ports, ships and cranes',
  age: 1710,
  people: {
    main: 'grace.okafor@harbor.example',
    colleague: 'daniel.byrne@harbor.example',
    analyst: 'mei.lin@harbor.example',
    machine: 'telegraf@harbor.example',
    newcomer: 'rafael.núñez@harbor.example',
    gone: 'temp.integrator@vendor.example',
  },
  buckets: [
    ['cranes', 0, 1708, 'Load, height, wind'],
    ['ships', 0, 1700, 'AIS'],
    ['tides', 0, 1690],
    ['telegraf/autogen', 30, 1600, 'Where the 1.x writers write'],
    ['reefers', 365, 1420, 'Cold containers'],
    ['gates', 180, 1333],
    ['fuel', 730, 1205],
    ['yard', 90, 1100],
    ['cameras', 7, 901],
    ['web', 30, 800],
    ['kubernetes', 14, 640],
    ['港口', 90, 512],
    ['billing', 0, 433],
    ['staging', 7, 210],
    ['tmp', 1, 35],
  ],
  side: {
    org: 'Okafor family',
    age: 520,
    buckets: [
      ['home', 30, 519],
      ['boat', 0, 500],
    ],
  },
};

export const CASTS: Readonly<Record<Cloud2Product, Cast>> = { serverless: NORDLICHT, 'cloud-tsm': HARBOR };
