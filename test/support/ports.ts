import { randomBytes } from 'node:crypto';
import type { AppEvent } from '#contract/bridge';
import type { Ports } from '#main/ports';
import { FakeClock } from './clock.ts';
import { FakeDesktop } from './desktop.ts';
import { FakeKeychain } from './keychain.ts';
import { FakeMachine } from './machine.ts';
import { FakePower } from './power.ts';
import { storesIn } from './stores.ts';
import { tempFolder } from './temp-folder.ts';

/** Ports whose other sides are at hand. */
export interface TestPorts extends Ports {
  clock: FakeClock;
  keychain: FakeKeychain;
  desktop: FakeDesktop;
  machine: FakeMachine;
  power: FakePower;
  events: AppEvent[];
}

/** Ports on fakes and on a folder of their own (a new one unless given, for an app that starts again). */
export function testPorts(folder: string = tempFolder()): TestPorts {
  const events: AppEvent[] = [];
  return {
    clock: new FakeClock(),
    keychain: new FakeKeychain(),
    desktop: new FakeDesktop(),
    machine: new FakeMachine(),
    power: new FakePower(),
    folder,
    openStore: storesIn(folder),
    emit: (event) => void events.push(event),
    random: () => randomBytes(16).toString('hex'),
    events,
  };
}
