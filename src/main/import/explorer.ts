import { z } from 'zod';
import { addressIn, credentialIn, type Imported, type Problem, unreadable } from './entry.ts';
import { jsonIn } from './json.ts';

/** The keys of InfluxDB 3 Explorer's `config.json`: one server, under names of their own. */
const Config = z.object({
  DEFAULT_INFLUX_SERVER: z.string().trim().min(1),
  DEFAULT_INFLUX_DATABASE: z.string().optional(),
  DEFAULT_API_TOKEN: z.string().optional(),
  DEFAULT_SERVER_NAME: z.string().optional(),
});

/** Reads the `config.json` of InfluxDB 3 Explorer. */
export function readExplorer(text: string): Imported {
  const json = jsonIn(text);
  if ('broken' in json) return json.broken;
  const config = Config.safeParse(json.value);
  if (!config.success) {
    const [key] = config.error.issues[0]?.path ?? [];
    return unreadable(`${String(key ?? 'The file')} is not what InfluxDB 3 Explorer writes. Nothing is read.`);
  }
  return serverOf(config.data, (key) => text.split('\n').findIndex((line) => line.includes(`"${key}"`)) + 1);
}

function serverOf(config: z.infer<typeof Config>, lineOf: (key: keyof typeof config) => number): Imported {
  const address = addressIn(config.DEFAULT_INFLUX_SERVER);
  if ('words' in address) return unreadable(address.words, lineOf('DEFAULT_INFLUX_SERVER'));
  const found = credentialIn(config.DEFAULT_API_TOKEN);
  const problems: Problem[] = 'words' in found ? [{ line: lineOf('DEFAULT_API_TOKEN'), words: found.words }] : [];
  const database = config.DEFAULT_INFLUX_DATABASE?.trim();
  return {
    entries: [
      {
        name: config.DEFAULT_SERVER_NAME?.trim() || new URL(address.address).hostname,
        address: address.address,
        product: 'influxdb-3',
        credential: 'credential' in found ? found.credential : undefined,
        note: database ? `Database: ${database}` : undefined,
        line: lineOf('DEFAULT_INFLUX_SERVER'),
      },
    ],
    problems,
  };
}
