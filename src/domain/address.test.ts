import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress } from './address.ts';

function read(text: string): string {
  const parsed = parseAddress(text);
  return 'problem' in parsed ? parsed.problem : parsed.address;
}

describe('an address as a person enters it', () => {
  test.each([
    ['https://influx.example.com', 'https://influx.example.com'],
    ['  HTTPS://Influx.Example.COM:443/ ', 'https://influx.example.com'],
    ['http://influx.example.com:80', 'http://influx.example.com'],
    ['https://influx.example.com:8086', 'https://influx.example.com:8086'],
    ['https://proxy.example.com/influx/prod/', 'https://proxy.example.com/influx/prod'],
    ['http://localhost:8086/orgs/0a1b2c/load-data/tokens', 'http://localhost:8086'],
    [
      'https://us-west-2-1.aws.cloud2.influxdata.com/orgs/03a2bbf46249a000/load-data/tokens?q=a#top',
      'https://us-west-2-1.aws.cloud2.influxdata.com',
    ],
    ['https://proxy.example.com/influx/api/v2/authorizations', 'https://proxy.example.com/influx'],
    ['https://proxy.example.com/metrics/influx', 'https://proxy.example.com/metrics/influx'],
    ['http://localhost:8086/metrics/', 'http://localhost:8086'],
    ['http://localhost:8086/orgs', 'http://localhost:8086'],
    ['http://localhost:8086/onboarding/1', 'http://localhost:8086'],
    ['http://127.0.0.1:8086', 'http://127.0.0.1:8086'],
    ['http://[::1]:8086', 'http://[::1]:8086'],
    ['http://[2001:DB8:0:0:1:0:0:1]', 'http://[2001:db8::1:0:0:1]'],
    ['http://[::ffff:192.0.2.1]:8086', 'http://[::ffff:c000:201]:8086'],
    ['http://xn--bcher-kva.example:8086', 'http://xn--bcher-kva.example:8086'],
    ['http://influx_1:8086', 'http://influx_1:8086'],
  ])('%s is %s', (text, address) => {
    expect(read(text)).toBe(address);
  });

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['ftp://host', 'scheme'],
    ['javascript://host', 'scheme'],
    ['http:/host', 'scheme'],
    ['https:host', 'scheme'],
    ['https://admin:pass@host', 'credentials'],
    ['https://host?token=1', 'query'],
    ['https://host/#/login', 'query'],
    ['https://my host', 'spaces'],
    ['https://', 'host'],
    ['https://host..example', 'host'],
    ['https://-host', 'host'],
    ['http://127.1', 'host'],
    ['http://2130706433', 'host'],
    ['http://0x7f.0.0.1', 'host'],
    ['http://127.0.0.0x1', 'host'],
    ['http://256.1.1.1', 'host'],
    ['http://[::1', 'host'],
    ['fe80::1', 'brackets'],
    ['http://::1', 'brackets'],
    ['http://2001:db8::1/influx', 'brackets'],
    ['http://[1:2:3]', 'host'],
    ['http://bücher.example', 'foreign-letters'],
    ['http://host:0', 'port'],
    ['http://host:99999', 'port'],
    ['http://host:8086x', 'port'],
    ['http://host/../x', 'path'],
    ['http://host/a%2fb', 'path'],
    ['http://host\\@evil.example', 'path'],
  ])('%s is refused: %s', (text, problem) => {
    expect(read(text)).toBe(problem);
  });

  test('without a scheme: encrypted, but for this machine and for the usual port', () => {
    expect(parseAddress('influx.example.com')).toMatchObject({
      address: 'https://influx.example.com',
      assumed: 'https',
    });
    expect(parseAddress('influx.example.com:8086')).toMatchObject({
      address: 'http://influx.example.com:8086',
      assumed: 'http',
    });
    expect(parseAddress('localhost')).toMatchObject({ address: 'http://localhost', assumed: 'http', loopback: true });
  });

  test('tells this machine from others, and where cloud machines keep their metadata', () => {
    expect(parseAddress('http://127.0.0.53')).toMatchObject({ loopback: true, plainHttp: true });
    expect(parseAddress('http://10.0.0.1')).toMatchObject({ loopback: false, plainHttp: true });
    expect(parseAddress('http://169.254.169.254')).toMatchObject({ linkLocal: true });
    expect(parseAddress('http://[fe80::1]')).toMatchObject({ linkLocal: true });
    expect(parseAddress('http://[::ffff:169.254.169.254]')).toMatchObject({ linkLocal: true });
    expect(parseAddress('http://10.0.0.1')).toMatchObject({ linkLocal: false });
  });
});

test('whatever is accepted, the system reads the same origin in it', () => {
  const host = fc.oneof(
    fc.domain(),
    fc.ipV4(),
    fc.ipV6().map((each) => `[${each}]`),
    fc.string({ maxLength: 12 }),
  );
  const port = fc.option(fc.integer({ min: 0, max: 70_000 }));
  fc.assert(
    fc.property(fc.constantFrom('http://', 'https://', ''), host, port, fc.webPath(), (scheme, name, number, path) => {
      const parsed = parseAddress(`${scheme}${name}${number === null ? '' : `:${number}`}${path}`);
      if ('problem' in parsed) return;
      expect(new URL(parsed.address).origin).toBe(parsed.origin);
      expect(parseAddress(parsed.address)).toMatchObject({ address: parsed.address });
    }),
    { numRuns: 2000 },
  );
});
