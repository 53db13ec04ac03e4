import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** PEM texts of a key and its certificate. */
export interface KeyPair {
  key: string;
  cert: string;
}

/** Makes certificates with the openssl command, in a folder that `close` removes. */
export class CertificateMaker {
  readonly #folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  #number = 0;

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** One that vouches for itself, for 127.0.0.1. */
  selfSigned(): KeyPair {
    return this.#signed({ name: 'self', san: 'IP:127.0.0.1' });
  }

  /** One that others are signed by, for so many days. */
  authority(days = 2): KeyPair {
    return this.#signed({
      name: 'Test authority',
      days,
      extra: ['basicConstraints=critical,CA:TRUE', 'keyUsage=keyCertSign'],
    });
  }

  /** One that `authority` signed. `days` may be negative; `startsInDays` moves its beginning. */
  signedBy(authority: KeyPair, options: { san?: string; from?: Date; to?: Date } = {}): KeyPair {
    const { san = 'IP:127.0.0.1', from, to } = options;
    const at = this.#next();
    const request = `${at}.csr`;
    writeFileSync(`${at}.ca.key`, authority.key);
    writeFileSync(`${at}.ca.pem`, authority.cert);
    writeFileSync(`${at}.ext`, `subjectAltName=${san}\n`);
    this.#openssl(
      'req',
      '-new',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      `${at}.key`,
      '-out',
      request,
      '-subj',
      '/CN=server',
    );
    if (!from && !to) {
      this.#openssl(
        'x509',
        '-req',
        '-in',
        request,
        '-CA',
        `${at}.ca.pem`,
        '-CAkey',
        `${at}.ca.key`,
        '-days',
        '2',
        '-extfile',
        `${at}.ext`,
        '-out',
        `${at}.pem`,
      );
    } else this.#signWithDates(at, from ?? new Date(Date.now() - 86_400_000), to ?? new Date(Date.now() + 86_400_000));
    return this.#read(at);
  }

  /** `openssl ca` is the one command of 3.0 that takes both dates. */
  #signWithDates(at: string, from: Date, to: Date): void {
    writeFileSync(`${at}.index`, '');
    writeFileSync(`${at}.serial`, '01');
    const config = [
      '[ca]',
      'default_ca=c',
      '[c]',
      `database=${at}.index`,
      `serial=${at}.serial`,
      `new_certs_dir=${this.#folder}`,
      'default_md=sha256',
      'policy=p',
      '[p]',
      'commonName=supplied',
    ];
    writeFileSync(`${at}.cnf`, config.join('\n'));
    this.#openssl(
      'ca',
      '-batch',
      '-config',
      `${at}.cnf`,
      '-in',
      `${at}.csr`,
      '-cert',
      `${at}.ca.pem`,
      '-keyfile',
      `${at}.ca.key`,
      '-extfile',
      `${at}.ext`,
      '-startdate',
      stamp(from),
      '-enddate',
      stamp(to),
      '-notext',
      '-out',
      `${at}.pem`,
    );
  }

  #signed({
    name,
    san,
    days = 2,
    extra = [],
  }: {
    name: string;
    san?: string;
    days?: number;
    extra?: string[];
  }): KeyPair {
    const at = this.#next();
    const extensions = [...(san ? [`subjectAltName=${san}`] : []), ...extra].flatMap((each) => ['-addext', each]);
    this.#openssl(
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      `${at}.key`,
      '-out',
      `${at}.pem`,
      '-days',
      String(days),
      '-subj',
      `/CN=${name}`,
      ...extensions,
    );
    return this.#read(at);
  }

  #next(): string {
    this.#number += 1;
    return join(this.#folder, String(this.#number));
  }

  #read(at: string): KeyPair {
    return { key: readFileSync(`${at}.key`, 'utf8'), cert: readFileSync(`${at}.pem`, 'utf8') };
  }

  #openssl(...parameters: string[]): void {
    execFileSync('openssl', parameters, { stdio: 'pipe', cwd: this.#folder });
  }
}

/** A date as `openssl ca` reads it. */
function stamp(date: Date): string {
  return `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
}
