import { Worker } from 'node:worker_threads';
import type { SampleThreadMessage, ThreadSample } from './thread.ts';

/**
 * Starts the sample workspace on a thread of its own, whose built entry is the file `entry`. Closing one of the servers
 * closes all; rejects when they do not come up.
 */
export async function startOnThread(entry: string): Promise<(ThreadSample & { close(): Promise<void> })[]> {
  const worker = new Worker(entry);
  const message = await firstMessage(worker);
  if ('failure' in message) throw new Error(message.failure);
  let ended: Promise<unknown> | undefined;
  const close = async () => {
    await (ended ??= worker.terminate());
  };
  return message.samples.map((sample) => ({ ...sample, close }));
}

function firstMessage(worker: Worker): Promise<SampleThreadMessage> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread of the sample servers ended')));
  });
}
