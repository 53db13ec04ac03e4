import { Buffer } from 'node:buffer';
import { Failure } from '#contract/failure';
import type { Keychain } from '#main/ports';

type Opened = Awaited<ReturnType<Keychain['open']>>;

/**
 * Electron's safeStorage as both runtimes have it: the asynchronous half came with Electron 42, the synchronous one is
 * deprecated since 45.
 */
export interface SafeStorage {
  encryptStringAsync?(plain: string): Promise<Buffer>;
  decryptStringAsync?(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>;
  encryptString(plain: string): Buffer;
  decryptString(sealed: Buffer): string;
  getSelectedStorageBackend?(): string;
}

interface KeychainOptions {
  safeStorage: SafeStorage;
  platform: NodeJS.Platform;
  /** How long the key store may take to answer, in ms: a prompt for its password may block it for ever. */
  timeout?: number;
}

const LINUX_BACKENDS = /^(?:gnome_libsecret|kwallet\d*)$/;
// Chromium's os_crypt: `v11` is sealed with a key of the secret store, `v10` on Linux with a fixed, public one.
const LINUX_PREFIX = 'v11';
const PROBE = 'is this really sealed?';

/** The system's key store as the app's port. Call nothing of it before Electron is ready. */
export function systemKeychain({ safeStorage, platform, timeout = 10_000 }: KeychainOptions): Keychain {
  const backend = backendName(safeStorage, platform);
  const seal = (plain: string): Promise<Buffer> => within(timeout, () => sealed(safeStorage, plain));
  const open = (bytes: Buffer): Promise<Opened> => within(timeout, () => opened(safeStorage, bytes));

  // SECURITY: asking Electron whether encryption is available proves nothing (it says yes for the fixed key, too):
  // protection counts as proven when the backend is a known one and a probe went through it and back.
  const isProven = async (): Promise<boolean> => {
    if (platform === 'linux' && !LINUX_BACKENDS.test(backend)) return false;
    try {
      const probe = await seal(PROBE);
      if (platform === 'linux' && probe.subarray(0, 3).toString('latin1') !== LINUX_PREFIX) return false;
      return (await open(probe)).plain === PROBE;
    } catch {
      return false;
    }
  };

  let proven = false;
  const status = async (): Promise<{ available: boolean; backend: string }> => {
    proven ||= await isProven();
    return { available: proven, backend };
  };

  return {
    status,
    async seal(plain) {
      if (!(await status()).available) throw new Failure({ kind: 'secret-locked' });
      return new Uint8Array(await seal(plain));
    },
    open: (bytes) => open(Buffer.from(bytes)),
  };
}

async function sealed(safeStorage: SafeStorage, plain: string): Promise<Buffer> {
  return safeStorage.encryptStringAsync ? safeStorage.encryptStringAsync(plain) : safeStorage.encryptString(plain);
}

async function opened(safeStorage: SafeStorage, bytes: Buffer): Promise<Opened> {
  if (!safeStorage.decryptStringAsync) return { plain: safeStorage.decryptString(bytes), again: false };
  const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(bytes);
  return { plain: result, again: shouldReEncrypt };
}

function backendName(safeStorage: SafeStorage, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'keychain';
  if (platform === 'win32') return 'dpapi';
  return safeStorage.getSelectedStorageBackend?.() ?? 'unknown';
}

async function within<T>(ms: number, run: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Failure({ kind: 'secret-locked' }));
    }, ms);
  });
  try {
    return await Promise.race([run(), late]);
  } catch {
    throw new Failure({ kind: 'secret-locked' });
  } finally {
    clearTimeout(timer);
  }
}
