import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { systemKeychain } from './keychain.ts';
import type { SafeStorage } from './keychain.ts';

const turned = (text: string): string => Buffer.from(Buffer.from(text).reverse()).toString();

/** Electron's safeStorage with a given backend, seal prefix and manner; "seals" by turning the text round. */
class FakeStorage implements SafeStorage {
  seals = 0;
  constructor(
    readonly backend: string,
    readonly prefix = 'v11',
  ) {}

  encryptString(plain: string): Buffer {
    this.seals += 1;
    return Buffer.from(this.prefix + turned(plain));
  }

  decryptString(sealed: Buffer): string {
    return turned(sealed.toString().slice(this.prefix.length));
  }

  getSelectedStorageBackend(): string {
    return this.backend;
  }
}

/** The same with the asynchronous half that newer runtimes have. */
class AsyncStorage extends FakeStorage {
  shouldReEncrypt = false;
  encryptStringAsync(plain: string): Promise<Buffer> {
    return Promise.resolve(this.encryptString(plain));
  }
  decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    return Promise.resolve({ result: this.decryptString(sealed), shouldReEncrypt: this.shouldReEncrypt });
  }
}

const never = new Promise<never>(() => undefined);

describe('what protects on Linux', () => {
  test.each([
    ['gnome_libsecret', 'v11', true],
    ['kwallet', 'v11', true],
    ['kwallet5', 'v11', true],
    ['kwallet6', 'v11', true],
    ['gnome_libsecret', 'v10', false],
    ['gnome_libsecret', 'v12', false],
    ['basic_text', 'v11', false],
    ['basic_text', 'v10', false],
    ['unknown', 'v11', false],
    ['gnome_libsecret_2', 'v11', false],
  ])('C2 %s that seals with %s: available %s', async (backend, prefix, available) => {
    for (const safeStorage of [new FakeStorage(backend, prefix), new AsyncStorage(backend, prefix)]) {
      const keychain = systemKeychain({ safeStorage, platform: 'linux' });
      expect(await keychain.status()).toEqual({ available, backend });
    }
  });

  test('C2 nothing is sealed where protection is not proven', async () => {
    const safeStorage = new FakeStorage('basic_text', 'v10');
    const keychain = systemKeychain({ safeStorage, platform: 'linux' });
    await expect(keychain.seal('secret')).rejects.toMatchObject({ facts: { kind: 'secret-locked' } });
    expect(safeStorage.seals).toBe(0);
  });

  test('C2 a store that never answers counts as locked after its time', async () => {
    const safeStorage = new AsyncStorage('gnome_libsecret');
    safeStorage.encryptStringAsync = () => never;
    const keychain = systemKeychain({ safeStorage, platform: 'linux', timeout: 20 });
    expect(await keychain.status()).toEqual({ available: false, backend: 'gnome_libsecret' });
  });

  test('C2 a store that throws or gives back another text does not protect', async () => {
    const throwing = new FakeStorage('gnome_libsecret');
    throwing.encryptString = () => {
      throw new Error('no key');
    };
    const lying = new FakeStorage('gnome_libsecret');
    lying.decryptString = () => 'something else';
    for (const safeStorage of [throwing, lying]) {
      expect((await systemKeychain({ safeStorage, platform: 'linux' }).status()).available).toBe(false);
    }
  });

  test('C2 a store that was locked is asked again', async () => {
    const safeStorage = new AsyncStorage('gnome_libsecret');
    const answering = safeStorage.encryptStringAsync.bind(safeStorage);
    safeStorage.encryptStringAsync = () => Promise.reject(new Error('locked'));
    const keychain = systemKeychain({ safeStorage, platform: 'linux' });
    expect((await keychain.status()).available).toBe(false);

    safeStorage.encryptStringAsync = answering;

    expect((await keychain.status()).available).toBe(true);
  });
});

describe('sealing and opening', () => {
  test.each([
    ['darwin', 'keychain'],
    ['win32', 'dpapi'],
  ] as const)('C5 on %s the backend is called %s', async (platform, backend) => {
    const keychain = systemKeychain({ safeStorage: new AsyncStorage('none', 'v10'), platform });
    expect(await keychain.status()).toEqual({ available: true, backend });
  });

  test.each([new FakeStorage('kwallet6'), new AsyncStorage('kwallet6')])(
    'what was sealed can be opened again',
    async (safeStorage) => {
      const keychain = systemKeychain({ safeStorage, platform: 'linux' });
      const sealed = await keychain.seal('token');
      expect(Buffer.from(sealed).toString()).not.toContain('token');
      expect(await keychain.open(sealed)).toEqual({ plain: 'token', again: false });
    },
  );

  test('C6 says when the store asks for a new seal', async () => {
    const safeStorage = new AsyncStorage('kwallet6');
    const keychain = systemKeychain({ safeStorage, platform: 'linux' });
    const sealed = await keychain.seal('token');
    safeStorage.shouldReEncrypt = true;
    expect((await keychain.open(sealed)).again).toBe(true);
  });

  test('a text that cannot be opened is a locked secret, without the store’s own words', async () => {
    const safeStorage = new AsyncStorage('kwallet6');
    safeStorage.decryptStringAsync = () => Promise.reject(new Error('Error while decrypting'));
    const keychain = systemKeychain({ safeStorage, platform: 'linux' });
    await expect(keychain.open(new Uint8Array([1]))).rejects.toMatchObject({ facts: { kind: 'secret-locked' } });
  });
});
